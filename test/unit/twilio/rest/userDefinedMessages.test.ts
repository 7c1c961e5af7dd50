import type { TwilioRequest } from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import { createUserDefinedMessage } from '../../../../nodes/TwilioCallMessages/twilio/rest/userDefinedMessages';

const CALL_SID = `CA${'2'.repeat(32)}`;
const MESSAGE = { callSid: CALL_SID, content: '{"a":1}', idempotencyKey: 'k1' };

describe('createUserDefinedMessage', () => {
	it('posts the content under its key to the call, and resolves with the message', async () => {
		const requests: TwilioRequest[] = [];
		const resource = { sid: 'KX1' };

		const message = await createUserDefinedMessage(async (request) => {
			requests.push(request);
			return resource;
		}, MESSAGE);

		expect(message).toBe(resource);
		expect(requests).toStrictEqual([
			{
				method: 'POST',
				path: `/Calls/${CALL_SID}/UserDefinedMessages.json`,
				form: { Content: '{"a":1}', IdempotencyKey: 'k1' },
				success: { status: 201, sid: 'KX' },
			},
		]);
	});

	it('rejects as the request does', async () => {
		const error = new Error('refused');

		await expect(
			createUserDefinedMessage(async () => await Promise.reject(error), MESSAGE),
		).rejects.toBe(error);
	});
});
