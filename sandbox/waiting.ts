import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { lastLines } from './n8n/install/command';
import type { Stage } from './world';

const PATIENCE_MS = 30_000;

/** Waits until the phone on a call has heard such a message. Rejects when it does not, with what n8n logged. */
export async function untilHeard(
	{ twilio, n8n }: Stage,
	callSid: string,
	expected: Readonly<Record<string, unknown>>,
	workflow: string,
): Promise<void> {
	const isExpected = ({ content }: { content: unknown }) => includes(content, expected);
	const isHeard = () => twilio.phone.heardBy(callSid).some(isExpected);
	await until(isHeard, `the phone did not hear ${JSON.stringify(expected)}`, workflow, n8n);
}

/** Waits until a call has so many subscriptions. Rejects when it does not get them, with what n8n logged. */
export async function untilSubscribed(
	{ twilio, n8n }: Stage,
	callSid: string,
	count: number,
	workflow: string,
): Promise<void> {
	const isSubscribed = () => twilio.phone.subscriptionsOf(callSid).length >= count;
	await until(isSubscribed, 'n8n did not subscribe to the call', workflow, n8n);
}

async function until(
	isTrue: () => boolean,
	otherwise: string,
	workflow: string,
	n8n: Stage['n8n'],
): Promise<void> {
	for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
		if (isTrue()) return;
		await sleep(50);
	}
	const log = lastLines(await readFile(n8n.logFile, 'utf8').catch(() => ''));
	throw new Error(
		`${otherwise} within ${PATIENCE_MS / 1000} s (workflow "${workflow}"). The last lines n8n wrote to its log:\n${log}`,
	);
}

function includes(content: unknown, expected: Readonly<Record<string, unknown>>): boolean {
	if (typeof content !== 'object' || content === null) return false;
	return Object.entries(expected).every(
		([name, value]) => JSON.stringify(Reflect.get(content, name)) === JSON.stringify(value),
	);
}
