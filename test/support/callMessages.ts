import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { MESSAGE, sign } from './signedRequests';

/** A message of an app, as it is told from others. */
export interface Said {
	readonly call: number;
	/** Counts the messages of a call from 1. */
	readonly number: number;
}

export const callSidOf = ({ call }: Pick<Said, 'call'>) => sid('CA', call);
export const messageSidOf = ({ call, number }: Said) => sid('KX', call * 10_000 + number);

const sid = (prefix: string, number: number) => `${prefix}${String(number).padStart(32, '0')}`;

/** All messages of so many calls, call by call. */
export function messagesOf(calls: number, messagesPerCall: number, firstCall = 1): Said[] {
	return Array.from({ length: calls * messagesPerCall }, (_, n) => ({
		call: firstCall + Math.floor(n / messagesPerCall),
		number: (n % messagesPerCall) + 1,
	}));
}

/** The callback of a message, unless told otherwise with itself as content. */
export const formOf = (message: Said, content: object = message) => ({
	...MESSAGE,
	CallSid: callSidOf(message),
	Sid: messageSidOf(message),
	SequenceNumber: String(message.number),
	Content: JSON.stringify(content),
});

/**
 * Sends the callback of a message as Twilio would, to the URL with which its call was subscribed, and resolves with the
 * answer's status; 0 when there was none.
 */
export async function deliver(
	{ account }: Pick<TwilioEmulator, 'account'>,
	callbackUrl: string,
	message: Said,
): Promise<number> {
	const form = { ...formOf(message), AccountSid: account.sid };
	const url = `${callbackUrl}?call=${callSidOf(message)}`;
	return await post(url, form, sign(form, { url, authToken: account.authToken }));
}

/** Sends a form with a signature; resolves with the answer's status, 0 when there was none. */
export async function post(
	url: string,
	form: Readonly<Record<string, string>>,
	signature?: string,
): Promise<number> {
	const headers = signature === undefined ? {} : { 'x-twilio-signature': signature };
	return await axios
		.post(url, new URLSearchParams(form), {
			headers,
			proxy: false,
			timeout: 15_000,
			validateStatus: () => true,
		})
		.then(({ status }) => status)
		.catch(() => 0);
}

/**
 * Sends it again, as Twilio does what was answered by no or an unhappy answer; resolves with the number of attempts it took
 * until it was acknowledged, Infinity when it never was. Tells of every answer.
 */
export async function deliverUntilAcknowledged(
	twilio: Pick<TwilioEmulator, 'account'>,
	callbackUrl: string,
	message: Said,
	tell: (status: number) => void = () => undefined,
): Promise<number> {
	for (let attempt = 1; attempt <= 6; attempt++) {
		const status = await deliver(twilio, callbackUrl, message);
		tell(status);
		if (status === 204) return attempt;
		await sleep(500 * 2 ** attempt * Math.random());
	}
	return Infinity;
}
