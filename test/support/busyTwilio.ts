import axios from 'axios';
import express from 'express';

import { serve, type Served } from '../../sandbox/twilio/listener';

/** Twilio behind a limit: what comes while it is busy is refused with 429. */
export interface BusyTwilio extends Served {
	/** The most requests that were there at the same time, and how many of all were refused. */
	readonly peak: () => number;
	readonly refused: () => number;
}

/** Puts a limit of so many requests at once, each of which takes some time, in front of an emulator. */
export async function limitTwilio(
	twilioUrl: string,
	{ atOnce, tookMs }: { readonly atOnce: number; readonly tookMs: number },
): Promise<BusyTwilio> {
	let [running, peak, refused] = [0, 0, 0];
	const app = express().use(express.text({ type: () => true }), async (request, response) => {
		running += 1;
		peak = Math.max(peak, running);
		response.once('close', () => (running -= 1));
		await new Promise((resolve) => setTimeout(resolve, tookMs));
		if (running > atOnce) {
			refused += 1;
			response.status(429).json({ code: 20429, status: 429 });
			return;
		}
		const answer = await axios.request<string>({
			method: request.method,
			url: twilioUrl + request.originalUrl,
			headers: {
				authorization: request.headers.authorization,
				'content-type': request.headers['content-type'],
			},
			...(request.method === 'POST' && { data: request.body }),
			responseType: 'text',
			transformResponse: (text: string) => text,
			validateStatus: () => true,
			proxy: false,
		});
		response.status(answer.status).type('json').send(answer.data);
	});
	return { ...(await serve(app)), peak: () => peak, refused: () => refused };
}
