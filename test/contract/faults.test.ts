import { FAULTS, type FaultName } from '../../sandbox/twilio/faults/faultNames';
import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import {
	htmlPage,
	internalServerError,
	reset,
	tooManyRequests,
	twilioError,
} from './support/faultOutcomes';
import { beginRest, messagesOf, sendRest } from './support/restClient';
import { until } from './support/until';

// Faults that keep a request from being carried out: what its client sees.

const ENDLESS_MS = 1_000_000;

let emulator: TwilioEmulator;
let callSid: string;

beforeEach(() => start({ faultRefusalMs: 10 }));

afterEach(() => emulator.stop());

async function start(options: TwilioEmulatorOptions): Promise<void> {
	emulator = await startTwilioEmulator(options);
	callSid = emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;
}

async function restart(options: TwilioEmulatorOptions): Promise<void> {
	await emulator.stop();
	await start(options);
}

const sendMessage = (content = '{}') =>
	sendRest(emulator, 'POST', messagesOf(callSid), { Content: content });

const heard = () => emulator.phone.heardBy(callSid).map(({ content }) => content);

const lastRequest = () => emulator.requests.at(-1);

const isStruck = () => lastRequest()?.fault !== undefined;

const strikingBefore = FAULTS.filter(({ strikes }) => strikes === 'before').map(({ name }) => name);

describe('before the effect', () => {
	it.each<[FaultName, object]>([
		['tooManyRequests', tooManyRequests],
		['tooManyRequestsRetryAfterSeconds', tooManyRequests],
		['tooManyRequestsRetryAfterDate', tooManyRequests],
		['internalServerError', internalServerError],
		['badGateway', htmlPage(502)],
		['serviceUnavailable', twilioError(503, 20503, 'Service unavailable')],
		['gatewayTimeout', htmlPage(504)],
		['resetBeforeEffect', reset],
		['refusedConnection', reset],
		['htmlOk', htmlPage(200)],
		['redirectToOtherHost', { status: 307, error: '' }],
	])('%s is what the client sees', async (fault, expected) => {
		emulator.faults.next(fault);

		expect(await sendMessage()).toMatchObject(expected);
	});

	it.each(strikingBefore)('%s has no effect', async (fault) => {
		emulator.faults.plan(() => fault);

		const { status } = await sendMessage();
		await until(isStruck);
		await emulator.settled();

		expect(heard()).toEqual([]);
		expect(emulator.requests).toMatchObject([{ fault, status }]);
	});

	it('names no time to wait in tooManyRequests', async () => {
		emulator.faults.next('tooManyRequests');

		expect((await sendMessage()).headers).not.toHaveProperty('retry-after');
	});

	it('names a second in tooManyRequestsRetryAfterSeconds', async () => {
		emulator.faults.next('tooManyRequestsRetryAfterSeconds');

		expect((await sendMessage()).headers['retry-after']).toBe('1');
	});

	it.each([
		['2026-01-01T00:00:00.000Z', 'Thu, 01 Jan 2026 00:00:01 GMT'],
		['2026-01-01T00:00:00.001Z', 'Thu, 01 Jan 2026 00:00:02 GMT'],
	])('at %s names %s in tooManyRequestsRetryAfterDate', async (now, expected) => {
		await restart({ now: () => new Date(now) });
		emulator.faults.next('tooManyRequestsRetryAfterDate');

		expect((await sendMessage()).headers['retry-after']).toBe(expected);
	});

	it.each([
		[{}, 'http://elsewhere.invalid/'],
		[{ faultRedirectUrl: 'http://127.0.0.1:1/' }, 'http://127.0.0.1:1/'],
	])('with %j redirects to %s', async (options, location) => {
		await restart(options);
		emulator.faults.next('redirectToOtherHost');

		expect((await sendMessage()).headers.location).toBe(location);
	});
});

describe('refusedConnection', () => {
	it('refuses new connections', async () => {
		await restart({ faultRefusalMs: ENDLESS_MS });
		emulator.faults.next('refusedConnection');

		expect(await sendMessage()).toMatchObject(reset);
		expect(await sendMessage()).toMatchObject({ status: null, error: 'ECONNREFUSED' });
	});

	it('listens on the same port again', async () => {
		emulator.faults.next('refusedConnection');
		await sendMessage();

		await until(async () => (await sendMessage()).status === 201);

		await emulator.settled();
		expect(heard()).toEqual([{}]);
	});

	it('strikes several requests at once, and recovers', async () => {
		emulator.faults.next('refusedConnection', 'refusedConnection', 'refusedConnection');
		const exchanges = [1, 2, 3].map(() => beginRest(emulator, 'POST', messagesOf(callSid)));
		exchanges.forEach(({ request }) => request.write('Content='));
		await until(() => emulator.requests.length === 3);

		exchanges.forEach(({ request }) => request.end('1'));

		for (const { outcome } of exchanges) expect(await outcome).toMatchObject(reset);
		await until(async () => (await sendMessage()).error === '');
		expect(emulator.requests.map(({ fault }) => fault)).toStrictEqual([
			'refusedConnection',
			'refusedConnection',
			'refusedConnection',
			undefined,
		]);
	});

	it('lets requests under way go on', async () => {
		await restart({ faultRefusalMs: ENDLESS_MS });
		const { request, outcome } = beginRest(emulator, 'POST', messagesOf(callSid));
		request.write('Content=');
		await until(() => emulator.requests.length === 1);
		emulator.faults.next('refusedConnection');
		await sendMessage();

		request.end('1');

		expect(await outcome).toMatchObject({ status: 201, error: '' });
	});
});
