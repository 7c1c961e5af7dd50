import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { executeNode } from '../support/engine';
import { startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();
let callSid: string;
beforeEach(() => {
	callSid = startApp(twilio);
});

const CALLBACK_URL = 'https://n8n.example.com/webhook/1/messages';

async function subscription(
	operation: 'create' | 'delete',
	parameters: INodeParameters,
	credential: IDataObject = {},
) {
	return await executeNode({
		parameters: {
			resource: 'subscription',
			operation,
			callSid: byId(callSid),
			...parameters,
		},
		credential: { ...credentialOf(twilio), ...credential },
	});
}

const subscribed = () => twilio.phone.subscriptionsOf(callSid);

describe('Subscribe', () => {
	it.each(['POST', 'GET'])(
		'asks Twilio to call the URL by %s and returns the resource',
		async (method) => {
			const { outputs } = await subscription('create', {
				callbackUrl: CALLBACK_URL,
				callbackMethod: method,
			});
			const [created] = subscribed();
			expect(created).toMatchObject({
				callback: `${CALLBACK_URL}?call=${callSid}#rc=5&rp=ct,rt,5xx`,
				method,
			});
			expect(outputs[0]).toEqual([
				{
					json: {
						account_sid: twilio.account.sid,
						call_sid: callSid,
						sid: created?.sid,
						date_created: expect.stringMatching(/\+0000$/),
						uri: expect.stringContaining(`/Calls/${callSid}/UserDefinedMessageSubscriptions/`),
					},
					pairedItem: { item: 0 },
				},
			]);
		},
	);

	it('leaves a query and a fragment to those who wrote them, and adds the call', async () => {
		await subscription('create', { callbackUrl: `${CALLBACK_URL}?key=1#rc=1` });
		expect(subscribed()[0]?.callback).toBe(`${CALLBACK_URL}?key=1&call=${callSid}#rc=1`);
	});

	it.each([
		['nothing', '={{ $json.missing }}', 'Callback URL is not an absolute http(s) URL [item 0]'],
		['a path', '/webhook/1/messages', 'Callback URL is not an absolute http(s) URL [item 0]'],
		[
			'another scheme',
			'ftp://n8n.example.com/x',
			'Callback URL is not an absolute http(s) URL [item 0]',
		],
		[
			'a scheme without slashes',
			'https:n8n.example.com',
			'Callback URL is not an absolute http(s) URL [item 0]',
		],
		[
			'a host with an underscore',
			'https://my_n8n.example.com/webhook/1/messages',
			'Callback URL has an underscore in its host name, which Twilio refuses [item 0]',
		],
	])('refuses %s as callback URL', async (_, callbackUrl, message) => {
		const { error } = await subscription('create', { callbackUrl });
		expect(error?.message).toBe(message);
		expect(subscribed()).toEqual([]);
	});

	it.each([
		'http://localhost:5678/webhook/1/messages',
		'http://127.0.0.1:5678/w',
		'http://[::1]/w',
	])('refuses %s, where the real Twilio could not reach it', async (callbackUrl) => {
		const { error } = await subscription('create', { callbackUrl }, { apiBaseUrl: '' });
		expect(error?.message).toBe(
			'Callback URL points to the n8n machine itself, where Twilio cannot reach it [item 0]',
		);
	});

	it.each(['http://n8n:5678/webhook/1/messages', 'https://10.0.0.7/w', 'https://n8n.local/w'])(
		'refuses %s, which is in a private network',
		async (callbackUrl) => {
			const { error } = await subscription('create', { callbackUrl }, { apiBaseUrl: '' });
			expect(error?.message).toBe(
				'Callback URL points into a private network, where Twilio cannot reach it [item 0]',
			);
		},
	);

	it('says so when the call ended, as a result with Ignore Ended Calls', async () => {
		twilio.phone.end(callSid);
		const { outputs } = await subscription('create', {
			callbackUrl: CALLBACK_URL,
			options: { ignoreEndedCalls: true },
		});
		expect(outputs[0]?.map((item) => item.json)).toEqual([
			{ subscribed: false, reason: 'callEnded', call_sid: callSid },
		]);
	});
});

describe('Unsubscribe', () => {
	it('removes the subscription and says so', async () => {
		await subscription('create', { callbackUrl: CALLBACK_URL });
		const [created] = subscribed();
		const { outputs } = await subscription('delete', { subscriptionSid: created?.sid ?? '' });
		expect(outputs[0]).toEqual([
			{ json: { deleted: true, sid: created?.sid, call_sid: callSid }, pairedItem: { item: 0 } },
		]);
		expect(subscribed()).toEqual([]);
	});

	it('says so too when the first answer was lost, and nothing is left to remove', async () => {
		await subscription('create', { callbackUrl: CALLBACK_URL });
		const sid = subscribed()[0]?.sid ?? '';
		twilio.faults.next('resetAfterEffect');
		const { outputs } = await subscription('delete', { subscriptionSid: sid });
		expect(outputs[0]?.map(({ json }) => json)).toEqual([
			{ deleted: true, sid, call_sid: callSid },
		]);
		expect(subscribed()).toEqual([]);
	});

	it('names an unknown subscription', async () => {
		const { error } = await subscription('delete', { subscriptionSid: `ZY${'0'.repeat(32)}` });
		expect(error?.message).toBe('Twilio does not know this call or subscription [item 0]');
	});

	it.each([
		['={{ $json.missing }}', 'Subscription SID is empty [item 0]'],
		[`KX${'0'.repeat(32)}`, 'Subscription SID is not valid [item 0]'],
	])('refuses "%s" as Subscription SID', async (subscriptionSid, message) => {
		const { error } = await subscription('delete', { subscriptionSid });
		expect(error?.message).toBe(message);
	});
});
