import { readFile } from 'node:fs/promises';

import { lastLines } from './n8n/install/command';
import { until } from './poll';
import type { Stage } from './world';

const LIMITS = { timeoutMs: 30_000, everyMs: 50 };

/** Waits until the phone on a call has heard such a message. Rejects when it does not, with what n8n logged. */
export async function untilHeard(
	{ twilio, n8n }: Stage,
	callSid: string,
	expected: Readonly<Record<string, unknown>>,
	workflow: string,
): Promise<void> {
	const isExpected = ({ content }: { content: unknown }) => includes(content, expected);
	const isHeard = () => twilio.phone.heardBy(callSid).some(isExpected);
	await until(`A message with ${JSON.stringify(expected)}`, LIMITS, isHeard).catch(
		async (error: unknown) => await failWithLog(error, workflow, n8n),
	);
}

/** Waits until a call has so many subscriptions. Rejects when it does not get them, with what n8n logged. */
export async function untilSubscribed(
	{ twilio, n8n }: Stage,
	callSid: string,
	count: number,
	workflow: string,
): Promise<void> {
	const isSubscribed = () => twilio.phone.subscriptionsOf(callSid).length >= count;
	await until(`Subscription ${count} to the call`, LIMITS, isSubscribed).catch(
		async (error: unknown) => await failWithLog(error, workflow, n8n),
	);
}

async function failWithLog(error: unknown, workflow: string, n8n: Stage['n8n']): Promise<never> {
	const log = lastLines(await readFile(n8n.logFile, 'utf8').catch(() => ''));
	const what = error instanceof Error ? error.message : String(error);
	throw new Error(
		`${what} (workflow "${workflow}"). The last lines n8n wrote to its log:\n${log}`,
		{ cause: error },
	);
}

function includes(content: unknown, expected: Readonly<Record<string, unknown>>): boolean {
	if (typeof content !== 'object' || content === null) return false;
	return Object.entries(expected).every(
		([name, value]) => JSON.stringify(Reflect.get(content, name)) === JSON.stringify(value),
	);
}
