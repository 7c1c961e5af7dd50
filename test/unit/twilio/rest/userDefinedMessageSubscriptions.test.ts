import type { TwilioRequest } from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import {
	createUserDefinedMessageSubscription,
	deleteUserDefinedMessageSubscription,
	ensureUserDefinedMessageSubscription,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/userDefinedMessageSubscriptions';

const CALL_SID = `CA${'2'.repeat(32)}`;
const SID = `ZY${'4'.repeat(32)}`;
const REFUSED = new Error('refused');

const refuse = async () => await Promise.reject(REFUSED);

describe('createUserDefinedMessageSubscription', () => {
	const SUBSCRIPTION = {
		callSid: CALL_SID,
		callbackUrl: 'https://n8n.example.com/webhook/a',
		callbackMethod: 'GET',
		idempotencyKey: 'k1',
	} as const;

	it('posts callback, method and key to the call, and resolves with the subscription', async () => {
		const requests: TwilioRequest[] = [];
		const resource = { sid: SID };

		const subscription = await createUserDefinedMessageSubscription(async (request) => {
			requests.push(request);
			return resource;
		}, SUBSCRIPTION);

		expect(subscription).toBe(resource);
		expect(requests).toStrictEqual([
			{
				method: 'POST',
				path: `/Calls/${CALL_SID}/UserDefinedMessageSubscriptions.json`,
				form: {
					Callback: 'https://n8n.example.com/webhook/a',
					Method: 'GET',
					IdempotencyKey: 'k1',
				},
				success: { status: 201, sid: 'ZY' },
			},
		]);
	});

	it('rejects as the request does', async () => {
		await expect(createUserDefinedMessageSubscription(refuse, SUBSCRIPTION)).rejects.toBe(REFUSED);
	});
});

describe('ensureUserDefinedMessageSubscription', () => {
	const formOf = async (callSid: string, callbackUrl: string) => {
		const forms: unknown[] = [];
		await ensureUserDefinedMessageSubscription(
			async ({ form }) => {
				forms.push(form);
				return { sid: SID };
			},
			{ callSid, callbackUrl },
		);
		return forms[0];
	};

	it('asks for deliveries by POST, each time under the key of this call and URL', async () => {
		const first = await formOf(CALL_SID, 'https://n8n.example.com/a');

		expect(first).toEqual({
			Callback: 'https://n8n.example.com/a',
			Method: 'POST',
			IdempotencyKey: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(await formOf(CALL_SID, 'https://n8n.example.com/a')).toEqual(first);
		expect(await formOf(CALL_SID, 'https://n8n.example.com/b')).not.toMatchObject({
			IdempotencyKey: Reflect.get(Object(first), 'IdempotencyKey'),
		});
	});
});

describe('deleteUserDefinedMessageSubscription', () => {
	it('deletes the subscription of the call', async () => {
		const requests: TwilioRequest[] = [];

		await deleteUserDefinedMessageSubscription(
			async (request) => {
				requests.push(request);
				return {};
			},
			{ callSid: CALL_SID, sid: SID },
		);

		expect(requests).toStrictEqual([
			{
				method: 'DELETE',
				path: `/Calls/${CALL_SID}/UserDefinedMessageSubscriptions/${SID}.json`,
				success: { status: 204 },
			},
		]);
	});

	it('rejects as the request does', async () => {
		await expect(
			deleteUserDefinedMessageSubscription(refuse, { callSid: CALL_SID, sid: SID }),
		).rejects.toBe(REFUSED);
	});
});
