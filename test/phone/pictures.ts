import type { Browser, Page } from 'playwright-core';

import { startPhone } from '../../sandbox/phone/server';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { postToCall } from '../support/callRequests';
import { launchChromium } from '../support/chromium';
import { takePicture } from '../support/picture';
import { phonePageOn, type PhonePage } from './support/phonePage';

const CUSTOMER = '+15005550006';
const DESK = { width: 1120, height: 900, colorScheme: 'light', scale: 1.4 } as const;
const POCKET = { width: 390, height: 780, colorScheme: 'dark', scale: 1.4 } as const;

/** What the workflows of the pictures say. */
const GREETING = { type: 'greeting', text: 'Hello! You are connected to a workflow.' };
const CARD = { type: 'card', title: 'Grace Hopper', tier: 'gold' };
const QUESTION = { type: 'question', id: 'consent', text: 'May we record this call?' };

const ACTIONS = [
	{ name: 'callMe', label: 'Have a customer call me', needsCall: false, run: async () => {} },
	{ name: 'askMe', label: 'Ask me for consent', needsCall: true, run: async () => {} },
];

void main();

/** Takes the pictures of the phone anew, on calls that look the same every time. */
async function main(): Promise<void> {
	const stops: Array<() => Promise<unknown>> = [];
	try {
		const twilio = await startTwilioEmulator();
		stops.push(twilio.stop);
		const { url, stop } = await startPhone({ twilio, actions: ACTIONS });
		stops.push(stop);
		const browser = await launchChromium();
		stops.push(async () => await browser.close());
		await onPage(browser, url, POCKET, async (page) => await takeIncoming(page, twilio));
		await onPage(browser, url, DESK, async (page) => await takeConversation(page, twilio));
	} catch (error) {
		console.error(error);
		process.exitCode = 1;
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
}

async function onPage(
	browser: Browser,
	url: string,
	{ width, height, colorScheme, scale }: typeof DESK | typeof POCKET,
	work: (page: Page) => Promise<void>,
): Promise<void> {
	const context = await browser.newContext({
		viewport: { width, height },
		deviceScaleFactor: scale,
		colorScheme,
		locale: 'en-US',
		timezoneId: 'UTC',
		reducedMotion: 'reduce',
	});
	const page = await context.newPage();
	await page.clock.setFixedTime('2026-11-20T14:05:12Z');
	await page.goto(`${url}/?identity=alice`);
	await work(page);
	await context.close();
}

async function takeIncoming(page: Page, twilio: TwilioEmulator): Promise<void> {
	const phone = phonePageOn(page);
	await phone.reach('ready');
	const { sid } = callAlice(twilio);
	await phone.incoming.waitFor();
	await takePicture(page, 'phone-incoming', page.locator('body'));
	await phone.button('Accept').click();
	await converse(phone, twilio, sid);
	await takePicture(page, 'phone-narrow', page.locator('body'));
	twilio.phone.end(sid);
	await phone.reach('ended');
}

async function takeConversation(page: Page, twilio: TwilioEmulator): Promise<void> {
	const phone = phonePageOn(page);
	await phone.reach('ready');
	const { sid } = callAlice(twilio);
	await phone.button('Accept').click();
	await converse(phone, twilio, sid);
	await takePicture(page, 'phone', page.locator('body'));
}

const callAlice = ({ phone }: TwilioEmulator) =>
	phone.startCall({ from: CUSTOMER, to: 'client:alice' });

/** A few words in both directions, up to a question. */
async function converse(phone: PhonePage, twilio: TwilioEmulator, callSid: string) {
	await phone.sent({ type: 'ready' });
	for (const content of [GREETING, CARD]) {
		await tell(twilio, callSid, content);
		await phone.received(content);
	}
	await phone.sendForm('note', 'She asks about order 7.');
	await phone.sent({ type: 'note' });
	await phone.page.clock.setFixedTime('2026-11-20T14:05:47Z');
	await tell(twilio, callSid, QUESTION);
	await phone.received(QUESTION);
	await phone.sounds('Speaker');
}

async function tell(twilio: TwilioEmulator, callSid: string, content: object): Promise<void> {
	await postToCall(twilio, callSid, 'UserDefinedMessages', { Content: JSON.stringify(content) });
}
