import type { Locator, Page } from 'playwright-core';

import { poll, until } from '../../../sandbox/poll';
import type { Call } from '../../../sandbox/twilio/calls/calls';
import type { TwilioEmulator } from '../../../sandbox/twilio/server';

/** What the page says about its connection and its call. */
export type PhoneState =
	'offline' | 'connecting' | 'ready' | 'ringing' | 'onCall' | 'reconnecting' | 'ended';

/** A message in the conversation. */
export interface ShownMessage {
	readonly direction: 'sent' | 'received';
	readonly sid: string;
	/** Of a sent one. */
	readonly delivery?: 'sending' | 'sent' | 'refused' | 'unconfirmed';
	readonly content: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** The page as the person on the call uses it. What does not come about in time rejects. */
export interface PhonePage {
	readonly page: Page;
	readonly button: (name: string) => Locator;
	/** The banner of an incoming call. */
	readonly incoming: Locator;
	readonly alert: Locator;
	readonly reach: (state: PhoneState) => Promise<void>;
	/** Resolves once the button or field of this name has the focus. */
	readonly focused: (name: string) => Promise<void>;
	/** Presses Call, and resolves with the leg once somebody answered. */
	readonly placeCall: (twilio: TwilioEmulator) => Promise<Call>;
	/** Sends what stands in the JSON field. */
	readonly sendJson: (text: string) => Promise<void>;
	readonly sendForm: (type: string, text: string) => Promise<void>;
	/** Moves the focus by the Tab key alone to the control of this name. */
	readonly tabTo: (name: string) => Promise<void>;
	/** Oldest first. */
	readonly conversation: () => Promise<ShownMessage[]>;
	/** The first message from the server with these fields, once it is there. */
	readonly received: (fields: Fields) => Promise<ShownMessage>;
	/** The first message of her own with these fields, once it is known what became of it. */
	readonly sent: (fields: Fields) => Promise<ShownMessage>;
	/** Resolves once sound was heard in this direction. */
	readonly sounds: (of: 'Microphone' | 'Speaker') => Promise<void>;
}

const LIMITS = { timeoutMs: 15_000, everyMs: 25 };

/** More than the page has controls. */
const MOST_STOPS = 60;

const READ_CONVERSATION = `[...document.querySelectorAll('[role="log"] [data-direction]')].map((element) => ({
	direction: element.dataset.direction,
	sid: element.dataset.sid,
	delivery: element.dataset.delivery,
	content: JSON.parse(element.querySelector('pre').textContent),
}))`;

export function phonePageOn(page: Page): PhonePage {
	const button = (name: string) => page.getByRole('button', { name, exact: true });
	const field = (name: string) => page.getByRole('textbox', { name, exact: true });
	const choose = async (way: string) => await page.getByRole('radio', { name: way }).check();
	const reach = async (state: PhoneState) => {
		await page.locator(`[role="status"][data-state="${state}"]`).waitFor();
	};
	const inFocus = (name: string) => button(name).or(field(name)).and(page.locator(':focus'));
	const conversation = async () => await page.evaluate<ShownMessage[]>(READ_CONVERSATION);
	const message = async (isMeant: (shown: ShownMessage) => boolean, what: string) =>
		await poll(what, LIMITS, async () => (await conversation()).find(isMeant));
	return {
		page,
		button,
		incoming: page.getByRole('region', { name: 'Incoming call' }),
		alert: page.getByRole('alert'),
		reach,
		placeCall: async ({ phone }) => {
			const before = placedCalls(phone).length;
			await button('Call').click();
			await reach('onCall');
			const [call, ...others] = placedCalls(phone);
			if (call === undefined || others.length < before) throw new Error('No new call');
			return call;
		},
		sendJson: async (text) => {
			await choose('JSON');
			await field('JSON').fill(text);
			await button('Send').click();
		},
		sendForm: async (type, text) => {
			await choose('Form');
			await field('Type').fill(type);
			await field('Text').fill(text);
			await button('Send').click();
		},
		focused: async (name) => await inFocus(name).waitFor(),
		tabTo: async (name) => {
			for (let presses = 0; (await inFocus(name).count()) === 0; presses += 1) {
				if (presses === MOST_STOPS) throw new Error(`The Tab key does not lead to ${name}`);
				await page.keyboard.press('Tab');
			}
		},
		conversation,
		received: async (fields) =>
			await message(
				({ direction, content }) => direction === 'received' && hasFields(content, fields),
				`The message ${JSON.stringify(fields)} on the page`,
			),
		sent: async (fields) =>
			await message(
				({ direction, delivery, content }) =>
					direction === 'sent' && delivery !== 'sending' && hasFields(content, fields),
				`What becomes of ${JSON.stringify(fields)}`,
			),
		sounds: async (of) => {
			const meter = page.getByRole('meter', { name: `${of} level` });
			await until(
				`Sound at the ${of}`,
				LIMITS,
				async () => Number(await meter.getAttribute('aria-valuenow')) > 0,
			);
		},
	};
}

/** The calls that were placed, newest first: without those that their TwiML dialled, as the example's does a colleague. */
export function placedCalls({ calls }: TwilioEmulator['phone']): Call[] {
	return calls().filter(({ parentCallSid }) => parentCallSid === null);
}

function hasFields(content: unknown, fields: Fields): boolean {
	if (typeof content !== 'object' || content === null) return false;
	return Object.entries(fields).every(
		([name, value]) => JSON.stringify(Reflect.get(content, name)) === JSON.stringify(value),
	);
}
