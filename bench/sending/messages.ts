import { newSid } from '../../sandbox/twilio/sids';

/** The made-up account that sends. */
export const ACCOUNT = {
	accountSid: `AC${'5'.repeat(32)}`,
	authToken: '0123456789abcdef0123456789abcdef',
};

/** Where its REST resources are, below Twilio's address. */
export const ACCOUNT_PATH = `/2010-04-01/Accounts/${ACCOUNT.accountSid}`;

/** The input item of one message; `to` is for SMS, which know no calls. */
export type Message = {
	readonly callSid: string;
	readonly to: string;
	readonly n: number;
	readonly text: string;
};

/** `amount` messages, dealt out to `calls` calls in turn. */
export function messagesTo(calls: number, amount: number): Message[] {
	const callSids = Array.from({ length: calls }, () => newSid('CA'));
	return Array.from({ length: amount }, (_, n) => ({
		callSid: callSids[n % calls] ?? '',
		to: `+1555${String(1_000_000 + (n % calls))}`,
		n,
		text: `Message ${n}: your taxi is about to arrive, look for a white car`,
	}));
}

/** What arrives at the phone. */
export const contentOf = ({ n, text }: Message) => JSON.stringify({ n, text });

/** Our node's parameters to send these items, its options left at their defaults. */
export const SEND_MESSAGE = {
	resource: 'message',
	operation: 'send',
	callSid: { __rl: true, mode: 'id', value: '={{ $json.callSid }}' },
	contentMode: 'fields',
	contentFields: {
		assignments: [
			{ id: '1', name: 'n', value: '={{ $json.n }}', type: 'number' },
			{ id: '2', name: 'text', value: '={{ $json.text }}', type: 'string' },
		],
	},
	options: {},
};

/** The same of the bare node, when it reads each message from its fields. */
export const BARE_READS_FIELDS = {
	readsFields: true,
	callSid: '={{ $json.callSid }}',
	n: '={{ $json.n }}',
	text: '={{ $json.text }}',
};

/** The same in the mode that takes the content from the item as it is. */
export const SEND_ITEM = { ...SEND_MESSAGE, contentMode: 'item', itemFields: 'n, text' };

/** The fields of our credential; an empty `apiBaseUrl` means Twilio itself. */
export function credentialFor(apiBaseUrl: string) {
	return { ...ACCOUNT, authType: 'authToken', region: 'us1', edge: '', apiBaseUrl };
}
