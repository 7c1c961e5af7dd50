import { heardBy, startApp } from '../support/liveCalls';
import { startCalls, useTwilioHost } from './support/clientBench';
import { describeClient } from './support/describeClient';
import { twilioCli } from './support/twilioCli';

const UNKNOWN_CALL = `CA${'0'.repeat(32)}`;
const CALLBACK = 'http://127.0.0.1:9/messages';

jest.setTimeout(180_000); // it takes seconds to start, and longer beside other tests

describeClient('twilio-cli', () => {
	const { twilio, host } = useTwilioHost();
	const run = async (args: readonly string[], token?: string) =>
		await twilioCli(host, twilio.account, args, token);
	/** What a command of calls prints as JSON. */
	const calls = async (command: string, ...args: string[]): Promise<unknown> => {
		const { stdout, stderr } = await run([`api:core:calls:${command}`, '-o', 'json', ...args]);
		if (stdout === '') throw new Error(stderr);
		return JSON.parse(stdout);
	};

	it('sends a message to the phone', async () => {
		const callSid = startApp(twilio);
		const content = { text: 'Grüße 日本 "q" a+b & c=d', n: [1, null] };
		const printed = await calls(
			'user-defined-messages:create',
			...['--call-sid', callSid, '--content', JSON.stringify(content)],
		);

		expect(printed).toEqual([
			{
				accountSid: twilio.account.sid,
				callSid,
				sid: expect.stringMatching(/^KX[0-9a-f]{32}$/),
				dateCreated: expect.stringMatching(/^\d{4}-.*Z$/),
			},
		]);
		expect(heardBy(twilio, callSid)).toEqual([content]);
	});

	it('subscribes, and deletes the subscription once', async () => {
		const callSid = startApp(twilio);
		const command = 'user-defined-message-subscriptions';
		const ofCall = ['--call-sid', callSid];
		await calls(`${command}:create`, ...ofCall, '--callback', CALLBACK, '--method', 'GET');
		const [subscription] = twilio.phone.subscriptionsOf(callSid);
		const remove = [...ofCall, '--sid', String(subscription?.sid)];
		const removed = await run([`api:core:calls:${command}:remove`, ...remove]);
		const again = await run([`api:core:calls:${command}:remove`, ...remove]);

		expect(subscription).toMatchObject({ callback: CALLBACK, method: 'GET' });
		expect(removed).toMatchObject({ code: 0, stderr: 'The resource was deleted successfully\n' });
		expect(again.stderr).toContain('Error code 20404 from Twilio');
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
	});

	it('lists calls over several pages, each call once', async () => {
		const sids = startCalls(twilio, 'pages', 5);
		const before = twilio.requests.length;
		const listed = await calls('list', '--from', 'client:pages', '--page-size', '2');

		expect(listed).toMatchObject(sids.map((sid) => ({ sid, from: 'client:pages' })));
		expect(twilio.requests.slice(before).map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('fetches a call and hangs it up', async () => {
		const sid = startApp(twilio);

		expect(await calls('fetch', '--sid', sid)).toMatchObject([{ sid, status: 'in-progress' }]);
		expect(await calls('update', '--sid', sid, '--status', 'completed')).toMatchObject([
			{ sid, status: 'completed', endTime: expect.stringMatching(/Z$/) },
		]);
		expect(twilio.phone.call(sid).status).toBe('completed');
	});

	it.each<[string, () => readonly string[], string | undefined, string]>([
		[
			'an unknown call',
			() => ['api:core:calls:fetch', '--sid', UNKNOWN_CALL],
			undefined,
			'Error code 20404 from Twilio: The requested resource /2010-04-01/Accounts/',
		],
		[
			'a wrong Auth Token',
			() => ['api:core:calls:fetch', '--sid', startApp(twilio)],
			'wrong',
			'Error code 20003 from Twilio: Authenticate. See https://www.twilio.com/docs/errors/20003',
		],
		[
			'a message to an ended call',
			() => [
				'api:core:calls:user-defined-messages:create',
				...['--call-sid', twilio.phone.end(startApp(twilio)).sid, '--content', '{}'],
			],
			undefined,
			'Error code 21220 from Twilio: Call CA',
		],
	])('reports %s as Twilio’s error', async (_name, args, token, words) => {
		const { code, stderr } = await run(args(), token);

		expect(code).not.toBe(0);
		expect(stderr).toContain(words);
	});
});
