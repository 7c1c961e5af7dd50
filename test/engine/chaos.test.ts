import { randomInt } from 'node:crypto';
import { get } from 'lodash';

import { FAULT_NAMES } from '../../sandbox/twilio/faults/faultNames';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { randomFaults } from '../support/chaos/faultPlan';
import { listenToLogs } from '../support/chaos/listen';
import { startOtherHost } from '../support/chaos/otherHost';
import { executeNode, type NodeResult } from '../support/engine';
import { startApp } from '../support/liveCalls';
import { callOfItem } from '../support/parameters';
import { everythingIn } from '../support/secrets';
import { credentialOf } from '../support/sending';

/** CHAOS_SEED=<number> repeats a run; `npm run chaos` sends 10,000 messages over 200 calls. */
const seed = Number(process.env['CHAOS_SEED'] ?? randomInt(2 ** 31));
const messages = Number(process.env['CHAOS_MESSAGES'] ?? 1_000);
const calls = messages / 50;
const SHARE_OF_FAULTS = 0.2;
const SECRET = 'content-nobody-may-log';

let twilio: TwilioEmulator;
let otherHost: Awaited<ReturnType<typeof startOtherHost>>;
let callSids: string[];
let result: NodeResult;
let logs: string;

beforeAll(async () => {
	otherHost = await startOtherHost();
	twilio = await startTwilioEmulator({ faultRedirectUrl: otherHost.url });
	callSids = Array.from({ length: calls }, (_, n) => startApp(twilio, `agent${n}`));
	twilio.faults.plan(randomFaults(seed, SHARE_OF_FAULTS, callSids));
	const listening = listenToLogs();
	result = await executeNode({
		parameters: {
			resource: 'message',
			operation: 'send',
			callSid: callOfItem,
			contentMode: 'json',
			contentJson: `={{ { n: $json.n, text: '${SECRET}' } }}`,
			options: { maxRetries: 10, requestTimeout: 2, maxConcurrentCalls: 20 },
		},
		settings: { onError: 'continueErrorOutput' },
		items: Array.from({ length: messages }, (_, n) => ({ sid: callSids[n % calls] ?? '', n })),
		credential: credentialOf(twilio),
	});
	await twilio.settled();
	logs = listening.stop();
}, 600_000);
afterAll(async () => {
	await twilio.stop();
	await otherHost.stop();
});

const sent = () => result.outputs[0] ?? [];
const failed = () => result.outputs[1] ?? [];
const numberOf = (content: unknown) => (content as { n: number }).n;
const heard = () =>
	callSids.flatMap((callSid) =>
		twilio.phone
			.heardBy(callSid)
			.map(({ sid, content }) => ({ callSid, sid, n: numberOf(content) })),
	);

describe(`${messages} messages to ${calls} calls through a failing Twilio (CHAOS_SEED=${seed})`, () => {
	it('meet every kind of failure, in a fifth of all requests', () => {
		const faults = twilio.requests.flatMap(({ fault }) => fault ?? []);
		const share = faults.length / twilio.requests.length;
		expect(Math.abs(share - SHARE_OF_FAULTS)).toBeLessThan(0.05);
		expect(new Set(faults).size).toBe(FAULT_NAMES.length);
	});

	it('give one item each, in input order and paired', () => {
		const positions = (items: typeof sent) =>
			items().map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect(result.error).toBeUndefined();
		expect([...positions(sent), ...positions(failed)].sort((a, b) => a - b)).toEqual(
			Array.from({ length: messages }, (_, n) => n),
		);
		expect(positions(sent)).toEqual(positions(sent).sort((a, b) => a - b));
	});

	it('are heard once each when they were sent: none lost, none doubled', () => {
		const heardSids = heard().map(({ sid }) => sid);
		expect(new Set(heardSids).size).toBe(heardSids.length);
		expect(new Set(heard().map(({ n }) => n)).size).toBe(heard().length);
		const sentSids = sent().map(({ json }) => json['sid']);
		const sids = new Set(heardSids);
		expect(sentSids.filter((sid) => !sids.has(String(sid)))).toEqual([]);
	});

	it('are in doubt only where the error says so', () => {
		const sentSids = new Set(sent().map(({ json }) => json['sid']));
		const heardAllTheSame = new Set(
			heard().flatMap(({ sid, n }) => (sentSids.has(sid) ? [] : [n])),
		);
		const inDoubt = failed().filter(({ json }) =>
			String(get(json, 'error.description')).includes('may have carried it out'),
		);
		const numbersInDoubt = new Set(inDoubt.map(({ json }) => json['n']));
		expect([...heardAllTheSame].filter((n) => !numbersInDoubt.has(n))).toEqual([]);
	});

	it('reach each call in item order', () => {
		for (const callSid of callSids) {
			const numbers = twilio.phone.heardBy(callSid).map(({ content }) => numberOf(content));
			expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
		}
	});

	it('fail only where repeating cannot help', () => {
		const reasons = new Set(
			failed().map(({ json }) => String(get(json, 'error.message')).replace(/ \[.*/, '')),
		);
		expect([...reasons]).toEqual(['The API answered with a redirect']);
	});

	it('lead nobody to another host', () => {
		expect(otherHost.visits).toEqual([]);
	});

	it('leave no token, key or content in errors, logs and outputs', () => {
		const { authToken, sid } = twilio.account;
		const keys = twilio.requests.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
		const visible = `${logs} ${everythingIn(result.outputs)} ${everythingIn(result.error)}`;
		expect(visible).not.toContain(SECRET);
		expect(visible).not.toContain(authToken);
		expect(visible).not.toContain(Buffer.from(`${sid}:${authToken}`).toString('base64'));
		expect(keys.filter((key) => visible.includes(key))).toEqual([]);
	});
});
