import { setTimeout as sleep } from 'node:timers/promises';
import { countBy, shuffle, times } from 'lodash';

import { credentialFor } from '../../sandbox/credential';
import { exampleWorkflows } from '../../sandbox/examples';
import { provision } from '../../sandbox/n8n/api/provision';
import { until } from '../../sandbox/poll';
import { playStory } from '../../sandbox/story';
import { subscriptionRequests } from '../support/askedOfTwilio';
import { askingNode } from '../support/asking';
import { CHILD_STATUS } from '../support/callReports';
import { startApp } from '../support/liveCalls';
import { triggerNode, TIMEOUT_MS, startWorkflow, workflowWith } from '../support/n8n';
import { deliver, messageSidOf, messagesOf, post } from '../support/callMessages';
import { publish } from '../support/publish';
import { publishRecording, useQueueBench } from '../support/queue/queueBench';
import { startLongRun } from '../support/longRun';
import { sign } from '../support/signedRequests';

const bench = useQueueBench();
const LIMITS = { timeoutMs: 60_000, everyMs: 100 };
/** Long enough for an execution that should not be there to show up. */
const A_MOMENT_MS = 1_000;

it('all of the story of npm start happens', async () => {
	const { api, twilio, cluster } = bench;
	await provision(api, { credential: credentialFor(twilio), workflows: exampleWorkflows() });
	await expect(playStory({ twilio, n8n: cluster })).resolves.toMatch(/^CA/);
});

it('200 messages that come twice at once are handled once each', async () => {
	const { messagesUrl } = await publishRecording(bench);
	const messages = messagesOf(20, 10);
	const statuses = await Promise.all(
		shuffle([...messages, ...messages]).map(
			async (message) => await deliver(bench.twilio, messagesUrl, message),
		),
	);
	expect(countBy(statuses)).toEqual({ 204: 400 });
	const sids = messages.map(messageSidOf);
	const handled = () => bench.recorder.sids.filter((sid) => sids.includes(sid));
	await until('All are handled', LIMITS, () => new Set(handled()).size === sids.length);
	await sleep(A_MOMENT_MS);
	expect([...handled()].sort()).toEqual(sids);
});

it('messages of a call that come shuffled are started in order with Keep Order', async () => {
	const options = { keepOrder: true, gapPatience: 8 };
	const { messagesUrl, id } = await publish(bench, triggerNode(bench.credential, { options }), []);
	const messages = messagesOf(1, 60, 100);
	await Promise.all(
		shuffle(messages).map(async (message) => await deliver(bench.twilio, messagesUrl, message)),
	);
	const executions = await bench.api.waitForExecutions(id, messages.length, TIMEOUT_MS);
	const inOrderOfStart = executions.sort((one, other) => Number(one.id) - Number(other.id));
	const items = inOrderOfStart.flatMap(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json));
	expect(items.map((json) => json['sequence_number'])).toEqual(
		messages.map(({ number }) => number),
	);
	expect(items.some((json) => json['gap'] === true || json['late'] === true)).toBe(false);
});

it('a call whose statuses come twice at once is subscribed by one request', async () => {
	const trigger = triggerNode(bench.credential, { events: ['message'], autoSubscribe: true });
	const { callStatusUrl } = await publish(bench, trigger, []);
	const { account, phone } = bench.twilio;
	const calls = times(20, () => startApp(bench.twilio));
	const reports = calls.flatMap((CallSid) =>
		['initiated', 'ringing', 'in-progress', 'in-progress'].map((CallStatus, n) => ({
			...CHILD_STATUS,
			AccountSid: account.sid,
			CallSid,
			CallStatus,
			SequenceNumber: String(n),
		})),
	);
	const statuses = await Promise.all(
		reports.map(async (report) => {
			const { authToken } = account;
			return await post(callStatusUrl, report, sign(report, { url: callStatusUrl, authToken }));
		}),
	);
	expect(countBy(statuses)).toEqual({ 204: reports.length });
	expect(countBy(subscriptionRequests(bench.twilio, calls))).toEqual(countBy(calls));
	expect(calls.map((sid) => phone.subscriptionsOf(sid).length)).toEqual(calls.map(() => 1));
});

it('a question is answered by the call that was asked', async () => {
	const node = askingNode(bench.credential);
	const sid = startApp(bench.twilio);
	const executionId = await startWorkflow(bench.api, workflowWith(node, [{ sid }]));
	await until('It waits', LIMITS, async () => {
		return (await bench.api.execution(executionId)).status === 'waiting';
	});
	bench.twilio.phone.say(sid, { yes: true });
	const { status, itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
	expect([status, itemsOf(node.name)[0]?.json['reply']]).toEqual(['success', { yes: true }]);
});

it('a run that is cancelled while a worker carries it out ends soon, though n8n does not tell the worker', async () => {
	const messages = 1_000;
	const { executionId, heard } = await startLongRun(bench, messages);
	await bench.api.stopExecution(executionId);
	let last = -1;
	await until('Nothing more is sent', { timeoutMs: 60_000, everyMs: 1_000 }, () => {
		const isOver = heard().length === last;
		last = heard().length;
		return isOver;
	});
	expect(last).toBeLessThan(messages);
	expect((await bench.api.execution(executionId)).status).toBe('canceled');
});

it('callbacks without a signature do not reach n8n in large numbers', async () => {
	const { messagesUrl } = await publishRecording(bench);
	const statuses = await Promise.all(times(100, async () => await post(messagesUrl, { a: 'b' })));
	const { 429: turnedAway = 0, 403: refused = 0 } = countBy(statuses);
	expect(turnedAway + refused).toBe(100);
	expect(turnedAway).toBeGreaterThan(50);
});
