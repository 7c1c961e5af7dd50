import { until } from '../../sandbox/poll';
import { answersTo, askingNode, startAsking, untilWaiting } from '../support/asking';
import { startById, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const NODE = 'Twilio Call Messages';

const bench = useN8nBench();

const question = () => workflowWith(askingNode(bench.credential), [{ sid: bench.callSid }]);
const addresses = () =>
	bench.twilio.phone.subscriptionsOf(bench.callSid).map(({ callback }) => callback);

/** A reply can be quicker than n8n waits; afterwards Twilio need not try again and again. */
const untilSettled = async (count: number) =>
	await until('The lasting addresses', { timeoutMs: TIMEOUT_MS, everyMs: 100 }, () => {
		const lasting = addresses().filter((url) => url.endsWith('#rc=5&rp=ct,rt,5xx'));
		return lasting.length === count && addresses().length === count;
	});

const createQuestion = async () => (await bench.api.createWorkflow(question())).id;

const run = async (workflowId: string) => await startById(bench.api, workflowId);

async function ask(workflowId: string): Promise<string> {
	const executionId = await run(workflowId);
	await untilWaiting(bench.api, executionId);
	return executionId;
}

/** Asks, and has somebody stop the execution. */
const askAndStop = async (workflowId: string) =>
	await bench.api.stopExecution(await ask(workflowId));

const repliesIn = async (executionId: string) => {
	const { itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
	return itemsOf(NODE).map(({ json }) => json['reply']);
};

describe('questions that nobody waits for any more', () => {
	it('cost a request for each message, not six', async () => {
		for (let count = 0; count < 3; count++) await askAndStop(await createQuestion());
		await untilSettled(3);

		for (let count = 0; count < 5; count++) bench.twilio.phone.say(bench.callSid, { count });
		await bench.twilio.settled();
		expect(answersTo(bench.twilio, bench.callSid)).toEqual(Array.from({ length: 15 }, () => 409));
	});

	it('are removed by the next run of the same node on the same call, which gets its reply', async () => {
		const workflowId = await createQuestion();
		await askAndStop(workflowId);
		const left = addresses();
		expect(left).toHaveLength(1);

		const executionId = await ask(workflowId);
		expect(addresses()).toHaveLength(1);
		expect(addresses()).not.toEqual(left);

		bench.twilio.phone.say(bench.callSid, 'yes');
		expect(await repliesIn(executionId)).toEqual(['yes']);
	});

	it('are removed also where n8n has not kept the execution that asked', async () => {
		const workflowId = await createQuestion();
		const asked = await ask(workflowId);
		await bench.api.stopExecution(asked);
		await bench.api.deleteExecution(asked);

		const executionId = await ask(workflowId);
		expect(addresses()).toHaveLength(1);
		bench.twilio.phone.say(bench.callSid, 'yes');
		expect(await repliesIn(executionId)).toEqual(['yes']);
	});

	it('leave alone what another execution of the node still waits for', async () => {
		const workflowId = await createQuestion();
		const executions = [await ask(workflowId), await ask(workflowId)];
		expect(addresses()).toHaveLength(2);

		bench.twilio.phone.say(bench.callSid, 'yes');
		for (const executionId of executions) expect(await repliesIn(executionId)).toEqual(['yes']);
	});
});

it('a question is settled when its time as a new one is over, and its reply comes all the same', async () => {
	const executionId = await startAsking(bench.api, question());
	expect(addresses()).toEqual([expect.stringMatching(/&early=1#rc=5&rp=all$/)]);
	await untilSettled(1);

	bench.twilio.phone.say(bench.callSid, 'yes');
	expect(await repliesIn(executionId)).toEqual(['yes']);
	await bench.twilio.settled();
	expect(addresses()).toEqual([]);
});

it('a question that Twilio refuses at first and n8n asks again gets its reply', async () => {
	bench.twilio.faults.next('none', 'redirectToOtherHost');
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1_000 };
	const node = { ...askingNode(bench.credential), ...settings };
	const executionId = await startAsking(bench.api, workflowWith(node, [{ sid: bench.callSid }]));
	expect(bench.twilio.phone.heardBy(bench.callSid)).toHaveLength(1);
	await untilSettled(1);

	bench.twilio.phone.say(bench.callSid, 'yes');
	expect(await repliesIn(executionId)).toEqual(['yes']);
});

it('a question Twilio refuses for good leaves nothing behind', async () => {
	bench.twilio.faults.next('none', 'redirectToOtherHost');
	const executionId = await run(await createQuestion());
	expect((await bench.api.waitForExecution(executionId, TIMEOUT_MS)).status).toBe('error');
	await until(
		'The end of the subscription',
		{ timeoutMs: TIMEOUT_MS, everyMs: 50 },
		() => addresses().length === 0,
	);
});

it.each(['constructor', 'toString', 'mainModule'])(
	'a node named %s does not ask, since n8n would not find it for the reply',
	async (name) => {
		const node = { ...askingNode(bench.credential), name };
		const { id } = await bench.api.createWorkflow(workflowWith(node, [{ sid: bench.callSid }]));
		const { status, error } = await bench.api.waitForExecution(await run(id), TIMEOUT_MS);
		expect([status, error?.message]).toEqual([
			'error',
			'The name of this node is one that n8n keeps for itself, so a reply would not find the node [item 0]',
		]);
		expect(bench.twilio.phone.heardBy(bench.callSid)).toEqual([]);
	},
);

it.each(['Ask }} Bob', 'Ask "{{ Bob }}" \\'])('a node named %s gets its reply', async (name) => {
	const node = { ...askingNode(bench.credential), name };
	const executionId = await startAsking(bench.api, workflowWith(node, [{ sid: bench.callSid }]));
	bench.twilio.phone.say(bench.callSid, 'yes');

	const { status, itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
	expect([status, itemsOf(name).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);
	await bench.twilio.settled();
	expect(answersTo(bench.twilio, bench.callSid)).toEqual([204]);
});
