import type { Page } from 'playwright-core';

import { startPhone } from '../sandbox/phone/server';
import type { TwilioEmulator } from '../sandbox/twilio/server';
import { launchChromium } from '../test/support/chromium';

const SIGN_IN = `(async () => {
	const { findEmulator } = await import('/emulator.js');
	const { token } = await (await fetch('/token?identity=bench')).json();
	globalThis.benchDevice = new Twilio.Device(token, (await findEmulator()).deviceOptions);
})()`;

/** Does the work in a real browser's page that has Twilio's own SDK, signed in as `benchDevice`, and ends it in any case. */
export async function onSdkPage<T>(
	twilio: TwilioEmulator,
	work: (page: Page) => Promise<T>,
): Promise<T> {
	const phone = await startPhone({ twilio });
	const browser = await launchChromium();
	try {
		const page = await browser.newPage();
		await page.goto(phone.url);
		await page.evaluate(SIGN_IN);
		return await work(page);
	} finally {
		await browser.close();
		await phone.stop();
	}
}
