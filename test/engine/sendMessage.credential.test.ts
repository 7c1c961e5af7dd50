import type { IDataObject } from 'n8n-workflow';

import { executeNode } from '../support/engine';
import { heardBy, startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();

/** A run of messages to one call, whose credential has these tokens one after the other, each time it is read. */
async function sendWith(tokens: readonly string[], messages: number) {
	const callSid = startApp(twilio);
	let reads = 0;
	const credential: IDataObject = {
		...credentialOf(twilio),
		get authToken() {
			return tokens[Math.min(reads++, tokens.length - 1)];
		},
	};
	const { outputs, error } = await executeNode({
		parameters: {
			resource: 'message',
			operation: 'send',
			callSid: byId(callSid),
			contentMode: 'json',
			contentJson: '={{ $json.n }}',
		},
		items: Array.from({ length: messages }, (_, n) => ({ n })),
		credential,
		settings: { onError: 'continueErrorOutput' },
	});
	await twilio.settled();
	const asked = twilio.requests.filter((request) => request.callSid === callSid).length;
	return { heard: heardBy(twilio, callSid), outputs, error, asked, reads };
}

const OLD = 'f'.repeat(32);

it('a token that was replaced while a run lasts is taken up, and no message is lost', async () => {
	const { heard, outputs } = await sendWith([OLD, twilio.account.authToken], 5);
	expect(heard).toEqual([0, 1, 2, 3, 4]);
	expect(outputs.map((items) => items.length)).toEqual([5, 0]);
});

it('a token that is wrong is asked of n8n again, and not of Twilio', async () => {
	const { heard, outputs, asked } = await sendWith([OLD], 3);
	expect(heard).toEqual([]);
	expect(outputs.map((items) => items.length)).toEqual([0, 3]);
	expect(asked).toBe(3);
});

it('n8n decrypts the credential once for all messages of a run', async () => {
	const { heard, reads } = await sendWith([twilio.account.authToken], 50);
	expect(heard).toHaveLength(50);
	expect(reads).toBe(1);
});
