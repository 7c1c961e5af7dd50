import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import express from 'express';
import { countBy, shuffle, times } from 'lodash';

import { freePort } from '../../sandbox/listen';
import { isFinished } from '../../sandbox/n8n/api/api';
import { baseUrlAt } from '../../sandbox/n8n/run/environment';
import { poll, until } from '../../sandbox/poll';
import {
	caddy,
	haproxy,
	nginx,
	startLoadBalancer,
	type BalancedPorts,
} from '../../sandbox/queue/loadBalancer';
import { findProgram } from '../../sandbox/queue/programs';
import { serve } from '../../sandbox/twilio/listener';
import { subscriptionRequests } from '../support/askedOfTwilio';
import { CHILD_STATUS } from '../support/callReports';
import { useDuringFile, type Stops } from '../support/duringFile';
import { startApp } from '../support/liveCalls';
import { triggerNode } from '../support/n8n';
import {
	deliver,
	deliverUntilAcknowledged,
	messageSidOf,
	messagesOf,
	post,
	type Said,
} from '../support/callMessages';
import { publish } from '../support/publish';
import { publishRecording, useQueueBench } from '../support/queue/queueBench';
import { sign } from '../support/signedRequests';

const BALANCERS = { haproxy, nginx, caddy };
type Name = keyof typeof BALANCERS;
const NAMES: readonly Name[] = ['haproxy', 'nginx', 'caddy'];

const LIMITS = { timeoutMs: 60_000, everyMs: 100 };
/** Long enough for an execution that should not be there to show up. */
const A_MOMENT_MS = 1_000;
/** Until all of them have found out whether the processors are ready. */
const FOUND_OUT_MS = 3_000;
/** Until all of them send to a processor that is ready again. */
const BACK_IN_SERVICE_MS = 5_000;
const RESTART_TIMEOUT_MS = 150_000;

const bench = useQueueBench();
const balancers = useDuringFile(startAll, 60_000);

async function startAll(stops: Stops): Promise<Readonly<Record<Name, string>>> {
	const start = async (name: Name) =>
		await startBefore(bench.cluster.ports.processors, name, stops);
	return {
		haproxy: await start('haproxy'),
		nginx: await start('nginx'),
		caddy: await start('caddy'),
	};
}

/** Starts a load balancer before these processors. Resolves with its URL, without a slash at the end. */
async function startBefore(
	processors: BalancedPorts['processors'],
	name: Name,
	stops: Stops,
): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'load-balancer-'));
	stops.push(async () => await rm(folder, { recursive: true, force: true }));
	const ports = { own: await freePort(), main: bench.cluster.ports.main, processors };
	const balancer = BALANCERS[name](programOf(name));
	const { stop } = await startLoadBalancer(balancer, join(folder, 'own'), ports);
	stops.push(stop);
	return baseUrlAt(ports.own);
}

function programOf(name: Name): string {
	const program = findProgram(name);
	if (program !== undefined) return program;
	throw new Error(`Cannot find ${name}. On Debian: apt-get install nginx-light caddy haproxy`);
}

/** Where something that is published is reached at another address than the cluster's own. */
const at = (baseUrl: string, url: string) => url.replace(bench.cluster.baseUrl, baseUrl);

const deliverAll = async (messagesUrl: string, messages: readonly Said[]) =>
	countBy(
		await Promise.all(
			messages.map(async (message) => await deliver(bench.twilio, messagesUrl, message)),
		),
	);

/**
 * How the processors share 30 calls. The first has been told of all: only what comes to the second starts another execution.
 */
async function sharesAt(baseUrl: string) {
	const { id, messagesUrl } = await publish(bench, triggerNode(bench.credential), []);
	const messages = messagesOf(30, 1);
	const first = baseUrlAt(bench.cluster.ports.processors[0]);
	expect(await deliverAll(at(first, messagesUrl), messages)).toEqual({ 204: 30 });
	expect(await executionsOf(id)).toBe(30);
	expect(await deliverAll(at(baseUrl, messagesUrl), messages)).toEqual({ 204: 30 });
	const second = (await executionsOf(id)) - 30;
	return { first: 30 - second, second };
}

/** While executions end, n8n's list of them may miss some. */
async function executionsOf(workflowId: string): Promise<number> {
	await sleep(A_MOMENT_MS);
	return await poll('All are finished', LIMITS, async () => {
		const executions = await bench.api.executions(workflowId);
		return executions.every(({ status }) => isFinished(status)) ? executions.length : undefined;
	});
}

async function expectBothToTakePart(baseUrl: string): Promise<void> {
	const { first, second } = await sharesAt(baseUrl);
	expect(first).toBeGreaterThan(0);
	expect(second).toBeGreaterThan(0);
}

describe.each(NAMES)('%s', (name) => {
	it('hands all copies of a message to one processor, which starts it once', async () => {
		const { messagesUrl } = await publishRecording(bench);
		const messages = messagesOf(50, 1);
		const before = bench.recorder.sids.length;
		const copies = shuffle(times(4, () => messages).flat());
		expect(await deliverAll(at(balancers()[name], messagesUrl), copies)).toEqual({ 204: 200 });
		const handled = () => bench.recorder.sids.slice(before);
		await until('All are handled', LIMITS, () => new Set(handled()).size === messages.length);
		await sleep(A_MOMENT_MS);
		expect([...handled()].sort()).toEqual(messages.map(messageSidOf));
	});

	it('shares the calls among both processors', async () => {
		await expectBothToTakePart(balancers()[name]);
	});

	it('sends nothing to a processor before it is ready', async () => {
		const { messagesUrl } = await publish(bench, triggerNode(bench.credential), []);
		const starting = await startStarting();
		const stops: Stops = [starting.stop];
		try {
			const processors = [starting.port, bench.cluster.ports.processors[1]] as const;
			const url = at(await startBefore(processors, name, stops), messagesUrl);
			await sleep(FOUND_OUT_MS);
			expect(await deliverAll(url, messagesOf(30, 1))).toEqual({ 204: 30 });
			starting.isReady = true;
			await sleep(BACK_IN_SERVICE_MS);
			const statuses = await deliverAll(url, messagesOf(30, 1));
			expect(Object.keys(statuses)).toEqual(['200', '204']);
		} finally {
			for (const stop of stops.reverse()) await stop();
		}
	});

	it('turns most callbacks without a signature away itself', async () => {
		const { messagesUrl } = await publish(bench, triggerNode(bench.credential), []);
		const processor = baseUrlAt(bench.cluster.ports.processors[0]);
		const refusal = await answerToUnsigned(at(processor, messagesUrl));
		const url = at(balancers()[name], messagesUrl);
		const answers = await Promise.all(times(100, async () => await answerToUnsigned(url)));
		const own = answers.filter(({ body }) => body !== refusal.body);
		expect(refusal.status).toBe(403);
		expect(own.length).toBeGreaterThan(50);
		expect(countBy(own, 'status')).toEqual({ [name === 'caddy' ? 403 : 429]: own.length });
	});
});

/** What n8n is for a moment while it starts: it answers 200 to everything, but tells that it is not ready. */
async function startStarting() {
	const state = { isReady: false };
	const app = express()
		.get('/healthz/readiness', (_, response) => void response.sendStatus(state.isReady ? 200 : 503))
		.use((_, response) => void response.send('n8n is starting up. Please wait'));
	const { port, stop } = await serve(app);
	return Object.assign(state, { port, stop });
}

async function answerToUnsigned(url: string) {
	const { status, data } = await axios.post<unknown>(url, new URLSearchParams({ a: 'b' }), {
		proxy: false,
		responseType: 'text',
		validateStatus: () => true,
	});
	return { status, body: String(data) };
}

it.each(['haproxy', 'nginx'] as const)(
	'%s hands all reports of a call to one processor, which subscribes to it once',
	async (name) => {
		const trigger = triggerNode(bench.credential, { events: ['message'], autoSubscribe: true });
		const { callStatusUrl } = await publish(bench, trigger, []);
		const url = at(balancers()[name], callStatusUrl);
		const { account } = bench.twilio;
		const calls = times(20, () => startApp(bench.twilio));
		const statuses = await Promise.all(
			times(4, () => calls)
				.flat()
				.map(async (CallSid) => {
					const report = { ...CHILD_STATUS, AccountSid: account.sid, CallSid };
					return await post(url, report, sign(report, { url, authToken: account.authToken }));
				}),
		);
		expect(countBy(statuses)).toEqual({ 204: 80 });
		expect(countBy(subscriptionRequests(bench.twilio, calls))).toEqual(countBy(calls));
	},
);

it(
	'all of them lose no message while a processor is started anew, and take it back',
	async () => {
		const { messagesUrl } = await publishRecording(bench);
		const [processor] = bench.cluster.processors;
		const before = bench.recorder.sids.length;
		const sent: Said[] = [];
		const acknowledgements: Array<Promise<number>> = [];
		const statuses: Record<Name, number[]> = { haproxy: [], nginx: [], caddy: [] };
		const sendTo = (name: Name) => {
			const message = { call: sent.length, number: 1 };
			const url = at(balancers()[name], messagesUrl);
			const tell = (status: number) => statuses[name].push(status);
			sent.push(message);
			acknowledgements.push(deliverUntilAcknowledged(bench.twilio, url, message, tell));
		};
		const knockAt = async (name: Name) => {
			const url = `${balancers()[name]}/webhook/nothing-here?call=${statuses[name].length}`;
			statuses[name].push(await post(url, {}));
		};

		const timers = [
			setInterval(() => NAMES.forEach(sendTo), 500),
			setInterval(() => NAMES.forEach((name) => void knockAt(name)), 250),
		];
		try {
			await sleep(A_MOMENT_MS);
			await processor.stop();
			await processor.start();
			await sleep(BACK_IN_SERVICE_MS);
		} finally {
			timers.forEach(clearInterval);
		}

		expect(await Promise.all(acknowledgements)).not.toContain(Infinity);
		expect(NAMES.filter((name) => statuses[name].includes(200))).toEqual([]);
		const handled = () => new Set(bench.recorder.sids.slice(before)).size;
		await until('All are handled', LIMITS, () => handled() === sent.length);
		await Promise.all(NAMES.map(async (name) => await expectBothToTakePart(balancers()[name])));
	},
	RESTART_TIMEOUT_MS,
);
