import { setTimeout as sleep } from 'node:timers/promises';

import type { WorkflowJson } from '../../sandbox/n8n/api/api';
import { until } from '../../sandbox/poll';
import type { FaultName } from '../../sandbox/twilio/faults/faultNames';
import { heardBy } from '../support/liveCalls';
import { actionNode, runWorkflow, startById, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { sendNumber } from '../support/parameters';

const NODE = 'Twilio Call Messages';
const LONGER_THAN_RETRY_AFTER_MS = 2_000;

const bench = useN8nBench();

const items = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ sid: bench.callSid, n }));
const numbers = (count: number) => items(count).map(({ n }) => ({ n }));

const requests = () => bench.twilio.requests.filter((request) => request.callSid === bench.callSid);
const keys = () => new Set(requests().map(({ idempotencyKey }) => idempotencyKey));
const heard = () => heardBy(bench.twilio, bench.callSid);

describe('Retry On Fail', () => {
	it.each<[string, FaultName]>([
		['whose answers are lost', 'resetAfterEffect'],
		['that answers 500 although it sent the message', 'internalServerErrorAfterEffect'],
		['that is not reached', 'resetBeforeEffect'],
	])('sends each message once through a Twilio %s', async (_, fault) => {
		const retries = { retryOnFail: true, maxTries: 4, waitBetweenTries: 0 };
		const node = actionNode(bench.credential, sendNumber({ options: { maxRetries: 0 } }), retries);
		bench.twilio.faults.next(fault, 'none', fault, 'none', 'none', fault);

		const execution = await runWorkflow(bench.api, workflowWith(node, items(3)));
		await bench.twilio.settled();

		expect(execution.status).toBe('success');
		expect(heard()).toEqual(numbers(3));
		expect(requests().length).toBeGreaterThan(3);
		expect(keys().size).toBe(3);
		expect(execution.itemsOf(NODE).map(({ json }) => json['sid'])).toEqual(
			bench.twilio.phone.heardBy(bench.callSid).map(({ sid }) => sid),
		);
	});
});

describe('retries of the node itself', () => {
	it('send each message once and in order, whatever goes wrong on the way', async () => {
		bench.twilio.faults.next(
			'tooManyRequests',
			'cutOffAnswer',
			'badGateway',
			'none',
			'refusedConnection',
			'truncatedJson',
			'none',
			'hungHeaders',
			'emptyCreated',
			'wrongSid',
		);
		const node = actionNode(
			bench.credential,
			sendNumber({ options: { requestTimeout: 2, maxRetries: 5 } }),
		);

		const execution = await runWorkflow(bench.api, workflowWith(node, items(5)));
		await bench.twilio.settled();

		expect(execution.status).toBe('success');
		expect(heard()).toEqual(numbers(5));
	});
});

describe('a loop', () => {
	it('sends one message in each turn, the same one too', async () => {
		const loop = {
			id: 'loop',
			name: 'Loop',
			type: 'n8n-nodes-base.splitInBatches',
			typeVersion: 3,
			position: [600, 0],
			parameters: { batchSize: 1, options: {} },
		};
		const same = Array.from({ length: 3 }, () => ({ sid: bench.callSid, n: 7 }));
		const fed = workflowWith(loop, same);
		const to = (node: string) => [{ node, type: 'main', index: 0 }];
		const workflow: WorkflowJson = {
			...fed,
			nodes: [...fed.nodes, actionNode(bench.credential, sendNumber())],
			connections: {
				...fed.connections,
				Loop: { main: [[], to(NODE)] },
				[NODE]: { main: [to('Loop')] },
			},
		};

		const execution = await runWorkflow(bench.api, workflow);
		await bench.twilio.settled();

		expect(execution.status).toBe('success');
		expect(heard()).toEqual([{ n: 7 }, { n: 7 }, { n: 7 }]);
		expect(keys().size).toBe(3);
	});
});

describe('a cancelled execution', () => {
	it.each<[string, FaultName]>([
		['waits for an answer', 'hungHeaders'],
		['waits before it tries again', 'tooManyRequestsRetryAfterSeconds'],
	])('sends nothing more while the node %s', async (_, fault) => {
		const node = actionNode(
			bench.credential,
			sendNumber({ options: { maxRetries: 10, requestTimeout: 60 } }),
		);
		const { id } = await bench.api.createWorkflow(workflowWith(node, items(5)));
		bench.twilio.faults.next('none', fault);
		const executionId = await startById(bench.api, id);
		await until(
			'The second request',
			{ timeoutMs: TIMEOUT_MS, everyMs: 50 },
			() => requests().length === 2,
		);

		await bench.api.stopExecution(executionId);

		const execution = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect(execution.status).toBe('canceled');
		await sleep(LONGER_THAN_RETRY_AFTER_MS);
		expect(requests()).toHaveLength(2);
	});
});
