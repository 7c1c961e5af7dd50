import type { IDataObject } from 'n8n-workflow';

import { until } from '../../sandbox/poll';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { limitTwilio, type BusyTwilio } from '../support/busyTwilio';
import { executeNode } from '../support/engine';
import { serveTrigger, type TriggerServer } from '../support/triggerServer';
import { messageRequests } from '../support/askedOfTwilio';
import { startApp, startConference } from '../support/liveCalls';
import { toConference } from '../support/parameters';
import { credentialOf } from '../support/sending';

let twilio: TwilioEmulator;
let busy: BusyTwilio;
let trigger: TriggerServer | undefined;

async function start(atOnce: number) {
	twilio = await startTwilioEmulator();
	busy = await limitTwilio(twilio.baseUrl, { atOnce, tookMs: 20 });
}
afterEach(async () => {
	await trigger?.stop();
	await busy.stop();
	await twilio.stop();
});

const credential = () => ({ ...credentialOf(twilio), apiBaseUrl: busy.baseUrl });

describe('Max Concurrent Calls', () => {
	const send = async (conferences: readonly string[], options = {}) =>
		await executeNode({
			parameters: {
				resource: 'message',
				operation: 'send',
				...toConference('={{ $json.name }}'),
				contentMode: 'json',
				contentJson: '"hello"',
				options,
			},
			items: conferences.map((name) => ({ name })),
			credential: credential(),
		});

	it('holds for what is looked up, too: a large conference is served by a Twilio that takes 20 at once', async () => {
		await start(20);
		const apps = startConference(twilio, 'All hands', 120);
		// So that who the participants are has to be asked one by one.
		for (let count = 0; count < 1_000; count++) startApp(twilio);

		const { error, outputs } = await send(['All hands']);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(apps.length);
		expect([busy.peak(), busy.refused()]).toEqual([20, 0]);
	});

	it('is one limit for all conferences of a run, and the calls in progress are listed once', async () => {
		await start(5);
		const names = ['one', 'two', 'three', 'four'];
		for (const name of names) startConference(twilio, name, 10);

		const { error } = await send(names, { maxConcurrentCalls: 5 });
		expect(error).toBeUndefined();
		expect(messageRequests(twilio)).toBe(40);
		expect(busy.peak()).toBe(5);
		const lists = twilio.requests.filter(
			({ method, path }) => method === 'GET' && path.endsWith('/Calls.json'),
		);
		expect(lists).toHaveLength(1);
	});
});

describe('Auto-Subscribe', () => {
	it('subscribes to every one of 300 calls that ring at once, at a Twilio that takes 100', async () => {
		await start(100);
		trigger = await serveTrigger(
			{
				webhookId: 'limits',
				webhookBaseUrl: 'http://localhost/webhook',
				credential: credential(),
				parameters: { autoSubscribe: true },
			},
			{ proxyHops: 1 },
		);
		const statusCallback = `${trigger.baseUrl}/webhook/limits/call-status`;
		const calls = Array.from({ length: 300 }, (_, n) =>
			twilio.phone.startCall({ from: '+15005550006', to: `client:agent${n}`, statusCallback }),
		);
		await twilio.settled();

		expect(calls.filter(({ sid }) => twilio.phone.subscriptionsOf(sid).length !== 1)).toEqual([]);
		expect(busy.refused()).toBe(0);
		expect(busy.peak()).toBeLessThanOrEqual(50);
	});

	it('of one account does not wait for another that Twilio does not answer', async () => {
		await start(100);
		const silent = await startTwilioEmulator();
		silent.faults.plan(() => 'hungHeaders');
		const serve = async (webhookId: string, credential: IDataObject) =>
			await serveTrigger(
				{
					webhookId,
					webhookBaseUrl: 'http://localhost/webhook',
					credential,
					parameters: { autoSubscribe: true },
				},
				{ proxyHops: 1 },
			);
		const other = await serve('silent', credentialOf(silent));
		trigger = await serve('served', credential());
		const to = 'client:alice';
		try {
			const silentCallback = `${other.baseUrl}/webhook/silent/call-status`;
			for (let count = 0; count < 60; count++) {
				silent.phone.startCall({ from: '+15005550006', to, statusCallback: silentCallback });
			}
			await until(
				'As many requests as may be',
				{ timeoutMs: 4_000, everyMs: 10 },
				() => silent.requests.length >= 50,
			);
			const statusCallback = `${trigger.baseUrl}/webhook/served/call-status`;
			const { sid } = twilio.phone.startCall({ from: '+15005550006', to, statusCallback });
			await twilio.settled();
			expect(twilio.phone.subscriptionsOf(sid)).toHaveLength(1);
			// Nothing was tried again there, so nothing was waited for.
			expect(silent.requests.length).toBeLessThanOrEqual(50);
		} finally {
			await other.stop();
			await silent.stop();
		}
	});

	it('asks Twilio once about a call that is over, however often its last words come again', async () => {
		await start(100);
		trigger = await serveTrigger(
			{
				webhookId: 'replays',
				webhookBaseUrl: 'http://localhost/webhook',
				credential: credential(),
				parameters: { autoSubscribe: true },
			},
			{ proxyHops: 1 },
		);
		const { send } = trigger;
		const statusCallback = `${trigger.baseUrl}/webhook/replays/call-status`;
		const { sid } = twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback,
		});
		twilio.phone.end(sid);
		await twilio.settled();
		const before = twilio.requests.length;

		const [ringing] = twilio.deliveries.filter(({ body }) => body.includes('CallStatus=ringing'));
		const replay = {
			path: '/webhook/replays/call-status',
			headers: { ...ringing?.headers },
			body: ringing?.body ?? '',
		};
		for (let count = 0; count < 4; count++) {
			const statuses = await Promise.all(
				Array.from({ length: 50 }, async () => await send(replay)),
			);
			expect(new Set(statuses)).toEqual(new Set([204]));
		}
		expect(twilio.requests.length - before).toBeLessThanOrEqual(1);
	});
});
