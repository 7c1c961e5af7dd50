import type { Page } from 'playwright-core';

import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { onSdkPage } from '../sdkPage';

const PLACE_CALL = `(async () => {
	const call = await benchDevice.connect();
	await new Promise((resolve) => call.on('accept', resolve));
	globalThis.benchCall = call;
	return call.parameters.CallSid;
})()`;

/** Times are those of the page: from sendMessage() to the event messageReceived with an answer to that very message. */
const GO_AND_COME = `async (count) => {
	const times = [];
	for (let n = 0; n < count; n += 1) {
		const started = performance.now();
		const answered = new Promise((resolve, reject) => {
			benchCall.once('messageReceived', resolve);
			setTimeout(() => reject(new Error('No answer within 30 s')), 30_000);
		});
		benchCall.sendMessage({ content: { n }, messageType: 'user-defined-message' });
		const { content } = await answered;
		times.push(performance.now() - started);
		const { n: answeredN } = content.received ?? content;
		if (answeredN !== n) throw new Error('An answer to another message came');
	}
	return times;
}`;

/** A call of Twilio's own SDK in a real browser. */
export interface SdkCall {
	readonly callSid: string;
	/** Sends messages one after the other, each when the one before was answered, and resolves with the milliseconds each took. */
	readonly goAndCome: (count: number) => Promise<number[]>;
}

/** Does the work with a call of its own, and ends it in any case. */
export async function onSdkCall<T>(
	twilio: TwilioEmulator,
	work: (call: SdkCall) => Promise<T>,
): Promise<T> {
	return await onSdkPage(twilio, async (page) =>
		work({
			callSid: await page.evaluate<string>(PLACE_CALL),
			goAndCome: async (count) => await goAndCome(page, count),
		}),
	);
}

const goAndCome = async (page: Page, count: number) =>
	await page.evaluate<number[]>(`(${GO_AND_COME})(${count})`);
