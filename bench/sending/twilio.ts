import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { newSid } from '../../sandbox/twilio/sids';
import { ACCOUNT } from './messages';

/** A request as it arrived. */
export interface SentRequest {
	readonly path: string;
	readonly authorization: string;
	readonly form: URLSearchParams;
}

/** How the pretended Twilio answers, and who hears of it. */
export interface Behaviour {
	readonly delayMs: number;
	readonly onRequest?: (request: SentRequest) => void;
	readonly onAnswer?: () => void;
}

/** Answers 201 to everything, as Twilio does to a message, `delayMs` after all of it arrived. */
export function twilioListener({ delayMs, onRequest, onAnswer }: Behaviour): RequestListener {
	return async (request, response) => {
		const form = new URLSearchParams(await text(request));
		const path = pathOf(request);
		onRequest?.({ path, authorization: request.headers.authorization ?? '', form });
		if (delayMs > 0) await sleep(delayMs);
		onAnswer?.();
		response.writeHead(201, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(resource(path, form)));
	};
}

const pathOf = ({ url = '' }: IncomingMessage) => url.split('?')[0] ?? '';

function resource(path: string, form: URLSearchParams): object {
	const account_sid = ACCOUNT.accountSid;
	const date_created = new Date().toUTCString().replace('GMT', '+0000');
	const callSid = /\/Calls\/(CA\w+)\/UserDefinedMessages\.json$/.exec(path)?.[1];
	if (callSid !== undefined) {
		return { account_sid, call_sid: callSid, sid: newSid('KX'), date_created };
	}
	const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name));
	return {
		account_sid,
		sid: newSid('KX').replace('KX', 'SM'),
		status: 'queued',
		to,
		from,
		body,
		date_created,
	};
}
