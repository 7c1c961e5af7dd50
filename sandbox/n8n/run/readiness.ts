import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import axios from 'axios';
import { lastLines } from '../install/command';
import { until } from '../../poll';
import { hasEnded } from './processGroup';

const START_MS = 120_000;

/** What an n8n with an editor answers once it can be used: `/healthz/readiness` can do so before `/rest` exists. */
export const readyUrlsOf = (baseUrl: string) => [
	`${baseUrl}/healthz/readiness`,
	`${baseUrl}/rest/settings`,
];

/** Waits until n8n answers at all URLs; throws with the end of its log when it exits or takes longer than 120 s. */
export async function waitUntilReady(
	urls: readonly string[],
	child: ChildProcess,
	logFile: string,
): Promise<void> {
	try {
		await until('n8n is ready', { timeoutMs: START_MS, everyMs: 250 }, async () => {
			if (hasEnded(child)) throw new Error(`n8n ended with ${child.exitCode ?? child.signalCode}`);
			return (await Promise.all(urls.map(isAnswering))).every(Boolean);
		});
	} catch (error) {
		const log = await readFile(logFile, 'utf8').catch(() => 'no log');
		throw new Error(`n8n did not start. Its log ends with:\n${lastLines(log)}`, { cause: error });
	}
}

async function isAnswering(url: string): Promise<boolean> {
	const status = await axios
		.get(url, { timeout: 2000, proxy: false, validateStatus: () => true })
		.then(({ status }) => status)
		.catch(() => undefined);
	return status === 200;
}
