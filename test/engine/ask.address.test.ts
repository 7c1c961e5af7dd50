import { executeNode } from '../support/engine';
import { startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();

const askWith = async (credential: object) =>
	await executeNode({
		parameters: {
			resource: 'message',
			operation: 'sendAndWaitForReply',
			callSid: byId(startApp(twilio)),
			contentMode: 'json',
			contentJson: '"?"',
		},
		credential: { ...credentialOf(twilio), ...credential },
	});

// n8n calls itself localhost here, as it does until WEBHOOK_URL says otherwise.
it('a question is not asked where the answer could not come back', async () => {
	const { error, run } = await askWith({ apiBaseUrl: '' });
	expect(error?.message).toBe(
		'The address n8n has for replies points to the n8n machine itself, where Twilio cannot reach it [item 0]',
	);
	expect(error?.description).toContain('set WEBHOOK_URL');
	expect(run.waitTill).toBeUndefined();
	expect(twilio.requests).toEqual([]);
});

it('an emulator or a proxy may be near', async () => {
	const { error, run } = await askWith({});
	expect(error).toBeUndefined();
	expect(run.waitTill).toBeDefined();
});
