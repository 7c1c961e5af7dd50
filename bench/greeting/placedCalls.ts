import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { onSdkPage } from '../sdkPage';

/** Times are those of the page: from connect() to the event messageReceived. */
const PLACE_AND_HEAR = `(async () => {
	const started = performance.now();
	const call = await benchDevice.connect();
	const time = await new Promise((resolve, reject) => {
		call.once('messageReceived', () => resolve(performance.now() - started));
		setTimeout(() => reject(new Error('Nothing was heard within 30 s')), 30_000);
	});
	const isOver = new Promise((resolve) => call.once('disconnect', resolve));
	call.disconnect();
	await isOver;
	return time;
})()`;

/** Places calls one after the other, with Twilio's own SDK in a real browser; resolves with the milliseconds until each heard a message. */
export async function placeCalls(twilio: TwilioEmulator, count: number): Promise<number[]> {
	return await onSdkPage(twilio, async (page) => {
		const times: number[] = [];
		while (times.length < count) times.push(await page.evaluate<number>(PLACE_AND_HEAR));
		return times;
	});
}
