import { ACCOUNT, type Message } from '../sending/messages';
import type { SentRequest } from '../sending/twilio';
import type { Sender } from './senders';

const { accountSid, authToken } = ACCOUNT;
const SIGNED_IN = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

/**
 * Throws unless each message arrived exactly once, signed in, and those of one path (of one call, then) in order,
 * no two messages under one idempotency key.
 */
export function requireAllInOrder(
	{ name, expected, read }: Sender,
	messages: readonly Message[],
	requests: readonly SentRequest[],
): void {
	const fail = (what: string) => {
		throw new Error(`${name}: ${what}`);
	};
	const wanted = textsByPath(messages.map(expected));
	const arrived = textsByPath(requests.map(read));
	if (requests.length !== messages.length) {
		fail(`${requests.length} requests for ${messages.length} messages`);
	}
	if (requests.some(({ authorization }) => authorization !== SIGNED_IN)) fail('not signed in');
	for (const [path, texts] of wanted) {
		const isSame = JSON.stringify(arrived.get(path)) === JSON.stringify(texts);
		if (!isSame) fail(`other messages arrived at ${path}, or in another order`);
	}
	const keys = requests.flatMap(({ form }) => form.getAll('IdempotencyKey'));
	if (new Set(keys).size !== keys.length) fail('one idempotency key for two messages');
}

function textsByPath(requests: ReadonlyArray<{ path: string; text: string }>) {
	const byPath = new Map<string, string[]>();
	for (const { path, text } of requests) byPath.set(path, [...(byPath.get(path) ?? []), text]);
	return byPath;
}
