import { sleep as realSleep } from 'n8n-workflow';

/** A response of Node's, as far as it tells what became of it. */
export interface ResponseState {
	readonly closed: boolean;
	readonly writableEnded: boolean;
	readonly statusCode: number;
	once(event: 'close', listener: () => void): unknown;
}

const STEP_MS = 100;
const MOST_STEPS = 600;

/**
 * Resolves with whether n8n recorded the execution a request started: it answers afterwards, with an error when it could
 * not. What counts is what n8n wrote, not whether somebody was there to read it: a sender that went away sends again.
 */
export async function isRecorded(response: ResponseState, sleep = realSleep): Promise<boolean> {
	if (!response.closed)
		await new Promise<void>((resolve) => response.once('close', () => resolve()));
	// To a sender that is gone n8n writes without any event.
	for (let step = 0; !response.writableEnded && step < MOST_STEPS; step++) await sleep(STEP_MS);
	return response.writableEnded && response.statusCode < 300;
}
