import type { Page } from 'playwright-core';

import { startPhone } from '../../sandbox/phone/server';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { launchChromium } from '../../test/support/chromium';

const SIGN_IN = `(async () => {
	const { findEmulator } = await import('/emulator.js');
	const { token } = await (await fetch('/token?identity=bench')).json();
	globalThis.benchDevice = new Twilio.Device(token, (await findEmulator()).deviceOptions);
})()`;

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
	const phone = await startPhone({ twilio });
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		await page.goto(phone.url);
		await page.evaluate(SIGN_IN);
		return await oneAfterTheOther(page, count);
	} finally {
		await browser.close();
		await phone.stop();
	}
}

async function oneAfterTheOther(page: Page, count: number): Promise<number[]> {
	const times: number[] = [];
	while (times.length < count) times.push(await page.evaluate<number>(PLACE_AND_HEAR));
	return times;
}
