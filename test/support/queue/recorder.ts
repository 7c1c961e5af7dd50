import express from 'express';

import { serve, type Served } from '../../../sandbox/twilio/listener';

/** What workflows tell of the messages they handle, in the order in which they come to that. */
export interface Recorder extends Pick<Served, 'stop'> {
	readonly url: string;
	/** The SIDs of the messages, with repetitions. */
	readonly sids: readonly string[];
}

/** Starts a server on this machine that workflows report to, by `{ sid }`. */
export async function startRecorder(): Promise<Recorder> {
	const sids: string[] = [];
	const app = express().use(express.json(), (request, response) => {
		const { sid }: { sid?: unknown } = request.body;
		sids.push(String(sid));
		response.json({});
	});
	const { baseUrl, stop } = await serve(app);
	return { url: baseUrl, sids, stop };
}
