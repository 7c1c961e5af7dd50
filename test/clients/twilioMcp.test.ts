import { useDuringFile } from '../support/duringFile';
import { heardBy, startApp } from '../support/liveCalls';
import { startCalls, useTwilioHost } from './support/clientBench';
import { describeClient } from './support/describeClient';
import { TwilioMcp } from './support/twilioMcp';

const CALLBACK = 'http://127.0.0.1:9/messages';

describeClient('twilio-mcp', () => {
	const { twilio, host } = useTwilioHost();
	const running = useDuringFile(async (stops) => {
		const session = await TwilioMcp.start(host, twilio.account);
		stops.push(() => session.stop());
		return session;
	});
	const use: TwilioMcp['use'] = (tool, args) => running().use(tool, args);

	it('offers a tool for all that is played of calls and their messages', async () => {
		const played = [
			'CreateUserDefinedMessage',
			'CreateUserDefinedMessageSubscription',
			'DeleteUserDefinedMessageSubscription',
			'FetchCall',
			'ListCall',
			'ListConference',
			'ListParticipant',
			'UpdateCall',
		];

		expect(await running().tools()).toEqual(
			expect.arrayContaining(played.map((name) => `TwilioApiV2010--${name}`)),
		);
	});

	it('sends a message to the phone', async () => {
		const callSid = startApp(twilio);
		const content = { text: 'Grüße 日本 "q" a+b & c=d', n: [1, null] };
		const message = await use('CreateUserDefinedMessage', {
			CallSid: callSid,
			Content: JSON.stringify(content),
		});
		await twilio.settled();

		expect(message).toMatchObject({ account_sid: twilio.account.sid, call_sid: callSid });
		expect(heardBy(twilio, callSid)).toEqual([content]);
	});

	it('subscribes, and deletes the subscription, taking the empty answer for a failure', async () => {
		const callSid = startApp(twilio);
		const created = await use('CreateUserDefinedMessageSubscription', {
			CallSid: callSid,
			Callback: CALLBACK,
			Method: 'GET',
		});
		const [subscription] = twilio.phone.subscriptionsOf(callSid);
		const deleted = use('DeleteUserDefinedMessageSubscription', {
			CallSid: callSid,
			Sid: subscription?.sid,
		});

		await expect(deleted).rejects.toThrow('An error occurred while making the request');
		expect(subscription).toMatchObject({ callback: CALLBACK, method: 'GET' });
		expect(created).toMatchObject({ sid: subscription?.sid, call_sid: callSid });
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
		expect(twilio.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 204 });
	});

	it('lists calls, without any filter or page: it sends no query', async () => {
		const sids = startCalls(twilio, 'many', 50);
		const listed = await use('ListCall', { From: 'client:nobody', PageSize: 2 });

		expect(listed).toMatchObject({
			calls: sids.map((sid) => ({ sid })),
			page_size: 50,
			next_page_uri: expect.stringMatching(/PageSize=50&Page=1&PageToken=PA/),
		});
	});

	it('fetches a call and hangs it up', async () => {
		const sid = startApp(twilio);

		expect(await use('FetchCall', { Sid: sid })).toMatchObject({ sid, status: 'in-progress' });
		expect(await use('UpdateCall', { Sid: sid, Status: 'completed' })).toMatchObject({
			sid,
			status: 'completed',
		});
		expect(twilio.phone.call(sid).status).toBe('completed');
	});

	it.each<[string, string, () => object, number]>([
		['an unknown call', 'FetchCall', () => ({ Sid: `CA${'0'.repeat(32)}` }), 20404],
		[
			'a message to an ended call',
			'CreateUserDefinedMessage',
			() => ({ CallSid: twilio.phone.end(startApp(twilio)).sid, Content: '{}' }),
			21220,
		],
	])('passes on Twilio’s error for %s', async (_name, tool, args, code) => {
		await expect(use(tool, { ...args() })).rejects.toThrow(`"code":${code}`);
	});

	it('passes on Twilio’s error for a wrong secret', async () => {
		const stranger = await TwilioMcp.start(host, twilio.account, 'wrong');
		const fetched = stranger.use('FetchCall', { Sid: startApp(twilio) });

		await expect(fetched.finally(() => stranger.stop())).rejects.toThrow('"code":20003');
	});
});
