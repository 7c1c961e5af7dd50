import { FAULTS, type FaultName } from '../../sandbox/twilio/faults/faultNames';
import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import { internalServerError, reset } from './support/faultOutcomes';
import {
	beginRest,
	messagesOf,
	sendRest,
	subscriptionsOf,
	type Outcome,
	type RestExchange,
} from './support/restClient';
import { until } from './support/until';

// Faults that spoil the answer to a request: what its client sees, and that it was carried out.

const ENDLESS_MS = 1_000_000;
const UNKNOWN = `CA${'0'.repeat(32)}`;

let emulator: TwilioEmulator;
let callSid: string;

beforeEach(() => start({ faultDripMs: 1 }));

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

const subscribe = () =>
	sendRest(emulator, 'POST', subscriptionsOf(callSid), { Callback: 'http://127.0.0.1/' });

const unsubscribe = (sid: string) =>
	sendRest(emulator, 'DELETE', subscriptionsOf(callSid).replace('.json', `/${sid}.json`));

function beginMessage(content: string): RestExchange {
	const exchange = beginRest(emulator, 'POST', messagesOf(callSid));
	exchange.request.end(new URLSearchParams({ Content: content }).toString());
	return exchange;
}

/** What a patient client sees; one whose answer never comes hangs up after the effect. */
async function outcomeOf(exchange: RestExchange, isOver: () => boolean): Promise<Outcome> {
	const [last] = emulator.requests.slice(-1);
	if (last?.fault === 'hungHeaders') await until(isOver).then(() => exchange.request.destroy());
	return await exchange.outcome;
}

const heard = () => emulator.phone.heardBy(callSid).map(({ content }) => content);

const lastRequest = () => emulator.requests.at(-1);

const isStruck = () => lastRequest()?.fault !== undefined;

const strikingAfter = FAULTS.filter(({ strikes }) => strikes === 'after').map(({ name }) => name);

describe('after the effect', () => {
	const message = () => ({
		account_sid: emulator.account.sid,
		call_sid: callSid,
		date_created: expect.any(String),
		sid: expect.stringMatching(/^KX[0-9a-f]{32}$/),
	});

	it.each(strikingAfter)('%s lets a message through', async (fault) => {
		emulator.faults.next(fault);
		const exchange = beginMessage('[1]');
		await until(isStruck);

		const { status } = await outcomeOf(exchange, () => heard().length === 1);
		await emulator.settled();

		expect(heard()).toEqual([[1]]);
		expect(emulator.requests).toMatchObject([{ fault, status }]);
	});

	it.each(strikingAfter)('%s lets a subscription through', async (fault) => {
		const subscriptions = () => emulator.phone.subscriptionsOf(callSid);
		emulator.faults.next(fault);
		const exchange = beginRest(emulator, 'POST', subscriptionsOf(callSid));
		exchange.request.end('Callback=http://127.0.0.1/');
		await until(isStruck);

		await outcomeOf(exchange, () => subscriptions().length === 1);

		expect(subscriptions()).toHaveLength(1);
	});

	it.each(strikingAfter)('%s lets a refusal out unharmed', async (fault) => {
		emulator.faults.next(fault);

		const refused = await sendRest(emulator, 'POST', messagesOf(UNKNOWN), { Content: '{}' });

		expect(refused).toMatchObject({ status: 404, error: '' });
		expect(JSON.parse(refused.body)).toMatchObject({ code: 20404, status: 404 });
		expect(emulator.requests).toMatchObject([{ fault, status: 404 }]);
	});

	it.each<[FaultName, object]>([
		['internalServerErrorAfterEffect', internalServerError],
		['resetAfterEffect', reset],
		['cutOffAnswer', { status: 204, body: '', error: '' }],
		['slowDrip', { status: 204, body: '', error: '' }],
		['truncatedJson', { status: 204, body: '', error: '' }],
		['emptyCreated', { status: 204, body: '', error: '' }],
		['wrongSid', { status: 204, body: '', error: '' }],
	])('%s on a deletion', async (fault, expected) => {
		const { sid } = JSON.parse((await subscribe()).body);
		emulator.faults.next(fault);

		expect(await unsubscribe(sid)).toMatchObject(expected);
		expect(emulator.phone.subscriptionsOf(callSid)).toEqual([]);
	});

	it.each<[FaultName, object]>([
		['internalServerErrorAfterEffect', internalServerError],
		['resetAfterEffect', reset],
		['emptyCreated', { status: 201, body: '', error: '' }],
	])('%s is what the client sees', async (fault, expected) => {
		emulator.faults.next(fault);

		expect(await sendMessage()).toMatchObject(expected);
	});

	it('cutOffAnswer breaks off in the middle of the body it announced', async () => {
		emulator.faults.next('cutOffAnswer');

		const { status, headers, body, error } = await sendMessage();

		expect({ status, error }).toEqual({ status: 201, error: 'ECONNRESET' });
		expect(body).toMatch(/^\{"account_sid":/);
		expect(body.length).toBe(Math.floor(Number(headers['content-length']) / 2));
	});

	it('truncatedJson is a complete answer with half a JSON text', async () => {
		emulator.faults.next('none', 'truncatedJson');

		const whole = await sendMessage();
		const { status, headers, body, error } = await sendMessage();

		expect({ status, error }).toEqual({ status: 201, error: '' });
		expect(headers['content-length']).toBe(String(body.length));
		expect(body.length).toBe(Math.floor(whole.body.length / 2));
		expect(() => JSON.parse(body)).toThrow(SyntaxError);
	});

	it('wrongSid changes the kind of the SID and nothing else', async () => {
		emulator.faults.next('wrongSid');

		const { status, body } = await sendMessage();
		await emulator.settled();

		const [{ sid } = { sid: '' }] = emulator.phone.heardBy(callSid);
		expect(status).toBe(201);
		expect(JSON.parse(body)).toEqual({ ...message(), sid: sid.replace('KX', 'SM') });
	});

	it('hungHeaders keeps silent while others are answered', async () => {
		emulator.faults.next('hungHeaders');
		const hung = beginMessage('1');
		await until(isStruck);

		const others = await sendMessage('2');
		const first = await Promise.race([hung.outcome, emulator.settled()]);

		expect(others.status).toBe(201);
		expect(first).toBeUndefined();
		expect(emulator.requests).toMatchObject([{ status: null }, { status: 201 }]);
		hung.request.destroy();
		expect(await hung.outcome).toMatchObject(reset);
	});

	it('slowDrip sends the headers at once', async () => {
		await restart({ faultDripMs: ENDLESS_MS });
		emulator.faults.next('slowDrip');
		const slow = beginMessage('1');

		expect(await slow.status).toBe(201);
		expect(emulator.requests).toMatchObject([{ status: 201 }]);
		slow.request.destroy();
		expect(await slow.outcome).toMatchObject({ body: '', error: 'ECONNRESET' });
	});

	it('slowDrip sends the whole body in the end, in many pieces', async () => {
		emulator.faults.next('slowDrip');
		const slow = beginMessage('1');
		let pieces = 0;
		slow.request.once('response', (response) => response.on('data', () => (pieces += 1)));

		const { body, error } = await slow.outcome;

		expect(error).toBe('');
		expect(JSON.parse(body)).toEqual(message());
		expect(pieces).toBeGreaterThan(1);
	});
});

describe('order', () => {
	it.each(strikingAfter)('keeps the order of a call under %s', async (fault) => {
		await restart({ faultDripMs: ENDLESS_MS });
		emulator.faults.plan(({ number }) => (number % 2 === 1 ? fault : undefined));
		const exchanges: RestExchange[] = [];
		for (const number of [1, 2, 3, 4]) {
			exchanges.push(beginMessage(String(number)));
			await until(() => emulator.requests.length === number);
		}

		await until(() => heard().length === 4);

		expect(heard()).toEqual([1, 2, 3, 4]);
		exchanges.forEach(({ request }) => request.destroy());
	});
});
