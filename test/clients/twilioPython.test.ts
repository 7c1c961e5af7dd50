import { startApp } from '../support/liveCalls';
import { startCalls, useTwilioHost } from './support/clientBench';
import { describeClient } from './support/describeClient';
import { drivePython, type PythonStep } from './support/python';

const UNKNOWN_CALL = `CA${'0'.repeat(32)}`;

describeClient('python3-twilio', () => {
	const { twilio, host } = useTwilioHost();
	const drive = async (steps: readonly PythonStep[], password?: string) =>
		await drivePython(host, twilio.account, steps, password);

	it('lists calls by pages of two and all at once, and by a day', async () => {
		const sids = startCalls(twilio, 'pages', 5);
		const from_ = 'client:pages';
		const pages = [sids.slice(0, 2), sids.slice(2, 4), sids.slice(4)];

		expect(
			await drive([
				['pages', { from_, page_size: 2 }],
				['list', { from_, page_size: 2, limit: 3 }],
				['list', { from_, start_time_after: '2100-01-01' }],
			]),
		).toEqual([{ result: pages }, { result: sids.slice(0, 3) }, { result: [] }]);
	});

	it('fetches a call and hangs it up', async () => {
		const sid = startApp(twilio);
		const about = { sid, direction: 'inbound', start_time: expect.stringMatching(/\+00:00$/) };

		expect(
			await drive([
				['fetch', { sid }],
				['update', { sid, status: 'completed' }],
				['account', {}],
			]),
		).toEqual([
			{ result: { ...about, status: 'in-progress', duration: null } },
			{ result: { ...about, status: 'completed', duration: expect.stringMatching(/^\d+$/) } },
			{ result: 'Twilio emulator' },
		]);
		expect(twilio.phone.call(sid).status).toBe('completed');
	});

	it('sends messages and subscribes with its plain requests', async () => {
		const callSid = startApp(twilio);
		const post = (resource: string, data: object): PythonStep => {
			const path = `/Calls/${callSid}/${resource}.json`;
			return ['request', { method: 'POST', path, data }];
		};
		const [message, subscription] = (await drive([
			post('UserDefinedMessages', { Content: '{"text":"Grüße 日本"}' }),
			post('UserDefinedMessageSubscriptions', { Callback: 'http://127.0.0.1:9/' }),
		])) as Array<{ result: unknown }>;
		const [{ sid } = { sid: '' }] = twilio.phone.subscriptionsOf(callSid);
		const path = `/Calls/${callSid}/UserDefinedMessageSubscriptions/${sid}.json`;
		const deleted = await drive([['request', { method: 'DELETE', path }]]);

		expect(message?.result).toMatchObject({ status: 201, body: { call_sid: callSid } });
		expect(subscription?.result).toMatchObject({ status: 201, body: { sid } });
		expect(deleted).toEqual([{ result: { status: 204, body: null } }]);
		expect(twilio.phone.heardBy(callSid)).toMatchObject([{ content: { text: 'Grüße 日本' } }]);
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
	});

	it('raises Twilio’s errors', async () => {
		const ended = twilio.phone.end(startApp(twilio)).sid;

		expect(
			await drive([
				['fetch', { sid: UNKNOWN_CALL }],
				['update', { sid: ended, status: 'completed' }],
			]),
		).toEqual([
			{ error: { status: 404, code: 20404, message: expect.stringContaining('was not found') } },
			{ error: { status: 400, code: 21220, message: expect.stringContaining('in-progress') } },
		]);
		expect(await drive([['fetch', { sid: ended }]], 'wrong')).toEqual([
			{ error: { status: 401, code: 20003, message: expect.stringContaining('Authenticate') } },
		]);
	});
});
