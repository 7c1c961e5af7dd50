import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';

import { FAULT_NAMES, FAULTS } from '../../sandbox/twilio/faults/faultNames';
import type { FaultRequest } from '../../sandbox/twilio/faults/faults';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { messagesOf, sendRest, subscriptionsOf } from './support/restClient';

// How faults are chosen, and what is kept of every request.

let emulator: TwilioEmulator;
let callSid: string;

beforeEach(async () => {
	emulator = await startTwilioEmulator();
	callSid = emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;
});

afterEach(() => emulator.stop());

const sendMessage = (form: Readonly<Record<string, string>> = {}) =>
	sendRest(emulator, 'POST', messagesOf(callSid), { Content: '{}', ...form });

async function statusesOf(count: number): Promise<(number | null)[]> {
	const statuses = [];
	for (let sent = 0; sent < count; sent += 1) statuses.push((await sendMessage()).status);
	return statuses;
}

const sandbox = (method: string, path: string, data?: unknown) =>
	axios.request({
		baseURL: `${emulator.baseUrl}/_sandbox`,
		url: path,
		method,
		data,
		validateStatus: () => true,
	});

describe('next', () => {
	it('strikes the next requests, one each, in order', async () => {
		emulator.faults.next('badGateway', 'serviceUnavailable');
		emulator.faults.next('gatewayTimeout');

		expect(await statusesOf(4)).toEqual([502, 503, 504, 201]);
	});

	it('lets a request pass for none', async () => {
		emulator.faults.next('none', 'badGateway', 'none', 'serviceUnavailable');

		expect(await statusesOf(5)).toEqual([201, 502, 201, 503, 201]);
	});

	it.each([
		['reading a call', 'GET', () => `/Calls/${callSid}.json`],
		['a list', 'GET', () => '/Calls.json?PageSize=1'],
		['the account', 'GET', () => '.json'],
		['a subscription', 'POST', () => subscriptionsOf(callSid)],
		['a deletion', 'DELETE', () => subscriptionsOf(callSid).replace('.json', '/ZY1.json')],
		['an unknown path', 'PUT', () => '/Nothing'],
	])('strikes %s', async (_name, method, path) => {
		emulator.faults.next('badGateway');

		expect(await sendRest(emulator, method, path())).toMatchObject({ status: 502 });
	});

	it('does not hide a missing sign-in, which takes nothing from the queue', async () => {
		emulator.faults.next('badGateway');
		const url = `${emulator.baseUrl}/2010-04-01/Accounts/${emulator.account.sid}/Calls.json`;

		const { status } = await axios.get(url, { validateStatus: () => true });

		expect(status).toBe(401);
		expect(await statusesOf(2)).toEqual([502, 201]);
	});

	it('leaves steering alone', async () => {
		emulator.faults.next('badGateway');

		expect((await sandbox('GET', '/calls')).status).toBe(200);
		expect(await statusesOf(1)).toEqual([502]);
	});
});

describe('plan', () => {
	it('decides from what the request is', async () => {
		const asked: FaultRequest[] = [];
		emulator.faults.plan((request) => {
			asked.push(request);
			return request.idempotencyKey === 'a' ? 'badGateway' : undefined;
		});

		const struck = await sendMessage({ IdempotencyKey: 'a' });
		const passed = await sendRest(emulator, 'GET', '/Calls.json?PageSize=1');

		expect([struck.status, passed.status]).toEqual([502, 200]);
		const account = `/2010-04-01/Accounts/${emulator.account.sid}`;
		expect(asked).toMatchObject([
			{
				number: 1,
				method: 'POST',
				path: `${account}${messagesOf(callSid)}`,
				callSid,
				idempotencyKey: 'a',
			},
			{
				number: 2,
				method: 'GET',
				path: `${account}/Calls.json`,
				callSid: undefined,
				idempotencyKey: undefined,
			},
		]);
	});

	it('is not asked about requests that the queue takes, none included', async () => {
		emulator.faults.plan(({ number }) => (number === 3 ? 'gatewayTimeout' : 'serviceUnavailable'));
		emulator.faults.next('none', 'badGateway');

		expect(await statusesOf(4)).toEqual([201, 502, 504, 503]);
	});

	it('is replaced by the next plan', async () => {
		emulator.faults.plan(() => 'badGateway');
		emulator.faults.plan(() => 'serviceUnavailable');

		expect(await statusesOf(1)).toEqual([503]);
	});
});

it('clear forgets the queue and the plan', async () => {
	emulator.faults.plan(() => 'badGateway');
	emulator.faults.next('serviceUnavailable');

	emulator.faults.clear();

	expect(await statusesOf(2)).toEqual([201, 201]);
});

describe('steering', () => {
	it('queues faults', async () => {
		const queued = await sandbox('POST', '/faults', { next: ['badGateway', 'none'] });
		const more = await sandbox('POST', '/faults', { next: ['htmlOk'] });

		expect(queued).toMatchObject({ status: 201, data: { queued: ['badGateway', 'none'] } });
		expect(more).toMatchObject({ status: 201, data: { queued: ['badGateway', 'none', 'htmlOk'] } });
		expect(await statusesOf(3)).toEqual([502, 201, 200]);
	});

	it('lists every fault, what it does and what is queued', async () => {
		emulator.faults.next('badGateway', 'none');

		expect(await sandbox('GET', '/faults')).toMatchObject({
			status: 200,
			data: { faults: FAULTS, queued: ['badGateway', 'none'] },
		});
	});

	it('clears', async () => {
		emulator.faults.next('badGateway');

		expect(await sandbox('DELETE', '/faults')).toMatchObject({ status: 200, data: { queued: [] } });
		expect(await statusesOf(1)).toEqual([201]);
	});

	it('names a wrong name and every right one', async () => {
		const { status, data } = await sandbox('POST', '/faults', {
			next: ['badGateway', 'earthquake'],
		});

		expect(status).toBe(400);
		expect(data.error).toMatch(/^next\.1: .*'earthquake'/);
		for (const name of ['none', ...FAULT_NAMES]) expect(data.error).toContain(`'${name}'`);
		expect(await statusesOf(1)).toEqual([201]);
	});

	it.each([
		['no list', {}],
		['an empty list', { next: [] }],
		['a lone name', { next: 'badGateway' }],
		['another field', { next: ['badGateway'], then: ['none'] }],
	])('refuses %s', async (_name, body) => {
		expect((await sandbox('POST', '/faults', body)).status).toBe(400);
		expect(await statusesOf(1)).toEqual([201]);
	});
});

describe('requests', () => {
	it('keeps every REST request, refused ones included', async () => {
		const now = new Date('2026-01-01T00:00:00Z');
		const { account } = emulator;
		await emulator.stop();
		emulator = await startTwilioEmulator({ account, now: () => now });
		callSid = emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;
		const path = `/2010-04-01/Accounts/${account.sid}${messagesOf(callSid)}`;
		emulator.faults.next('none', 'badGateway', 'resetAfterEffect');

		await sendMessage();
		await sendMessage({ IdempotencyKey: 'a' });
		await sendMessage();
		await axios.get(`${emulator.baseUrl}/2010-04-01/x?y=1`, { validateStatus: () => true });

		const message = { method: 'POST', path, callSid, at: now };
		expect(emulator.requests).toEqual([
			{ number: 1, ...message, status: 201 },
			{ number: 2, ...message, idempotencyKey: 'a', fault: 'badGateway', status: 502 },
			{ number: 3, ...message, fault: 'resetAfterEffect', status: null },
			{ number: 4, method: 'GET', path: '/2010-04-01/x', at: now, status: 401 },
		]);
		expect(await sandbox('GET', '/requests')).toMatchObject({
			status: 200,
			data: { requests: JSON.parse(JSON.stringify(emulator.requests)) },
		});
	});

	it('does not keep steering', async () => {
		await sandbox('GET', '/calls');

		expect(emulator.requests).toEqual([]);
	});
});

it('gives out what was heard in a form nobody can break', async () => {
	await sendMessage({ Content: '{"a":{"b":[1]}}' });
	await emulator.settled();
	const expected = [{ sid: expect.any(String), content: { a: { b: [1] } }, at: expect.any(Date) }];

	const heard = emulator.phone.heardBy(callSid);
	const content = heard[0]?.content as { a: { b: number[] } };
	(heard as unknown[]).length = 0;

	expect(() => content.a.b.push(2)).toThrow(TypeError);
	expect(emulator.phone.heardBy(callSid)).toEqual(expected);
});

it('stops at once under a hung, a dripping and a refused connection, and leaves nothing open', async () => {
	const script = join(__dirname, 'support/stopDuringFaults.ts');

	const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
		timeout: 20_000,
	});

	expect(stdout).toBe('null ECONNRESET, 200 ECONNRESET, null ECONNRESET\n');
}, 30_000);

it('frees its port when it stops while connections are refused', async () => {
	emulator.faults.next('refusedConnection');
	await sendMessage();
	await emulator.stop();

	const port = Number(new URL(emulator.baseUrl).port);
	const next = await startTwilioEmulator({ port });
	await next.stop();

	expect(next.baseUrl).toBe(emulator.baseUrl);
});
