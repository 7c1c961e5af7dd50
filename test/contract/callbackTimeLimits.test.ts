import dns from 'node:dns';
import { createServer } from 'node:net';

import { freePort, listen } from '../../sandbox/listen';
import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import { startCallbackReceiver, type Answer } from './support/callbackReceiver';
import { outcomesOf, startSubscribedCall } from './support/subscribedCall';
import { until } from './support/until';

let emulator: TwilioEmulator;

afterEach(async () => {
	jest.restoreAllMocks();
	await emulator.stop();
});

async function start(callback: string, options: TwilioEmulatorOptions = {}): Promise<void> {
	emulator = await startTwilioEmulator({ callbackRetryPauseMs: 0, ...options });
	emulator.phone.say(await startSubscribedCall(emulator, callback), 'a');
}

async function sayTo(callback: string, options: TwilioEmulatorOptions = {}): Promise<void> {
	await start(callback, options);
	await emulator.settled();
}

async function sayToReceiver(
	fragment: string,
	answer: Answer,
	options: TwilioEmulatorOptions = {},
): Promise<void> {
	const receiver = await startCallbackReceiver(answer);
	await sayTo(`${receiver.baseUrl}/${fragment}`, options);
	await receiver.stop();
}

const silence: Answer = () => undefined;
const failure: Answer = (_, response) => response.writeHead(500).end();

describe('no connection comes about', () => {
	it.each([
		['', 2],
		['#rc=0', 1],
		['#rc=3', 4],
		['#rc=2&rp=ct', 3],
		['#rc=2&rp=all', 3],
		['#rc=2&rp=rt,4xx,5xx', 1],
		['#rc=6', 2],
	])('%p makes %p attempts at a closed port', async (fragment, attempts) => {
		await sayTo(`http://127.0.0.1:${await freePort()}/${fragment}`);

		const refused = expect.stringMatching(/^ECONNREFUSED/);
		expect(outcomesOf(emulator)).toEqual(Array<unknown>(attempts).fill(refused));
	});

	it('ignores the fragment when switched off', async () => {
		const url = `http://127.0.0.1:${await freePort()}/#rc=5`;
		await sayTo(url, { honourConnectionOverrides: false });

		expect(emulator.deliveries).toHaveLength(2);
	});

	it('gives up connecting after ct', async () => {
		emulator = await startTwilioEmulator({ callbackRetryPauseMs: 0 });
		const callSid = await startSubscribedCall(emulator, 'http://nowhere.invalid/#ct=100&rc=2');
		jest.spyOn(dns, 'lookup').mockImplementation(() => undefined);
		emulator.phone.say(callSid, 'a');
		await emulator.settled();

		const late = 'Error: No connection within 100 ms';
		expect(outcomesOf(emulator)).toEqual([late, late, late]);
	});

	it('counts a failed TLS handshake as a connection failure', async () => {
		const receiver = await startCallbackReceiver();
		await sayTo(receiver.baseUrl.replace('http:', 'HTTPS:'));
		await receiver.stop();

		const failed = expect.stringMatching(/^(EPROTO|ERR_SSL|ECONNRESET)/);
		expect(outcomesOf(emulator)).toEqual([failed, failed]);
		expect(receiver.received).toEqual([]);
	});

	it('counts a TLS handshake without an end as a connection failure', async () => {
		const server = createServer();
		await sayTo(`https://127.0.0.1:${await listen(server)}/#rt=100`);
		server.close();

		const late = 'Error: No answer within 100 ms';
		expect(outcomesOf(emulator)).toEqual([late, late]);
	});
});

describe('the total time', () => {
	it('ends the only attempt', async () => {
		await sayToReceiver('#tt=100&rc=5&rp=all', silence);

		expect(outcomesOf(emulator)).toEqual(['Error: No complete answer within 100 ms']);
	});

	it('covers all attempts', async () => {
		await sayToReceiver('#tt=250&rt=100&rc=5&rp=all', silence);

		expect(emulator.deliveries.length).toBeLessThan(6);
	});

	it('covers the pauses', async () => {
		await sayToReceiver('#tt=500&rc=5&rp=all', failure, { callbackRetryPauseMs: 600_000 });

		expect(emulator.deliveries).toHaveLength(1);
	});

	it('is never longer than the emulator allows', async () => {
		await sayToReceiver('#tt=15000&rc=5&rp=all', silence, { callbackTimeoutMs: 200 });

		expect(outcomesOf(emulator)).toEqual(['Error: No complete answer within 200 ms']);
	});
});

it('stop ends a pause, and nothing is repeated after it', async () => {
	const receiver = await startCallbackReceiver(failure);
	await start(`${receiver.baseUrl}/#rc=5&rp=all`, { callbackRetryPauseMs: 600_000 });
	await until(() => emulator.deliveries.length === 1);

	await emulator.stop();
	await receiver.stop();

	expect(outcomesOf(emulator)).toEqual([500]);
});
