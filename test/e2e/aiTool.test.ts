import { toolNode } from '../support/aiModel/agentWorkflow';
import { SUGGEST, useAgentBench } from '../support/aiModel/agentBench';
import type { ModelRequest } from '../support/aiModel/conversation';
import { startApp } from '../support/liveCalls';

const END = { text: 'Done.' };

const bench = useAgentBench();
let callSid: string;
beforeEach(() => {
	callSid = startApp(bench.twilio);
});

const pushTool = (settings: object = {}, parameters: object = SUGGEST) =>
	toolNode(bench.credential, 'Push a suggestion', parameters, settings);
const push = (text: string) => ({
	name: 'Push_a_suggestion',
	arguments: { call_sid: callSid, text },
});
const suggestion = (text: string) => ({ type: 'suggestion', text });
const requests = () => bench.twilio.requests.filter((request) => request.callSid === callSid);
const keys = () => new Set(requests().map(({ idempotencyKey }) => idempotencyKey));

describe.each<[string, boolean]>([
	['Chat Completions', false],
	['Responses', true],
])('a model behind the %s API', (_, responsesApi) => {
	it('is offered a tool with a name, a description and the fields it has to fill', async () => {
		bench.model.play(END);
		await bench.runAgent({ tools: [pushTool()], responsesApi });
		const text = (description: string) => ({ type: 'string', description });
		expect(bench.model.requests[0]?.tools).toEqual([
			expect.objectContaining({
				name: 'Push_a_suggestion',
				description: 'Send a message to a call in Twilio Call Messages',
				parameters: expect.objectContaining({
					type: 'object',
					properties: {
						call_sid: text('SID of the call: CA and 32 hex digits'),
						text: text('What to say next'),
					},
					required: ['call_sid', 'text'],
					additionalProperties: false,
				}),
			}),
		]);
	});

	it('reaches the phone, and is told so', async () => {
		bench.model.play({ calls: [push('Offer a refund')] }, END);
		const execution = await bench.runAgent({ tools: [pushTool()], responsesApi });
		expect(execution.status).toBe('success');
		expect(execution.itemsOf('AI Agent').map(({ json }) => json['output'])).toEqual(['Done.']);
		expect(bench.heardBy(callSid)).toEqual([suggestion('Offer a refund')]);
		const [message] = bench.twilio.phone.heardBy(callSid);
		expect(bench.toolResults().map((result): unknown => JSON.parse(result))).toEqual([
			[expect.objectContaining({ sid: message?.sid, call_sid: callSid })],
		]);
	});
});

it('says what the description says when it is set by hand', async () => {
	bench.model.play(END);
	const toolDescription = 'Shows a suggestion on the screen of the agent.';
	const manual = { ...SUGGEST, descriptionType: 'manual', toolDescription };
	await bench.runAgent({ tools: [pushTool({}, manual)] });
	expect(bench.model.requests[0]?.tools[0]?.description).toBe(toolDescription);
});

describe('several calls of the tool in one run of the agent', () => {
	it.each<[string, string, string]>([
		['with different contents', 'First', 'Second'],
		['with the same content', 'Again', 'Again'],
	])('%s, in two turns, are two messages', async (_, first, second) => {
		bench.model.play({ calls: [push(first)] }, { calls: [push(second)] }, END);
		await bench.runAgent({ tools: [pushTool()] });
		expect(bench.heardBy(callSid)).toEqual([suggestion(first), suggestion(second)]);
		expect(keys().size).toBe(2);
	});

	it.each<[string, string, string]>([
		['with different contents', 'First', 'Second'],
		['with the same content', 'Again', 'Again'],
	])('%s, in one turn, are two messages', async (_, first, second) => {
		bench.model.play({ calls: [push(first), push(second)] }, END);
		await bench.runAgent({ tools: [pushTool()] });
		expect(bench.heardBy(callSid)).toEqual([suggestion(first), suggestion(second)]);
		expect(keys().size).toBe(2);
	});

	it('for two items at a time are two messages', async () => {
		const turn = { calls: [push('Again')] };
		bench.model.play(turn, turn, END, END);
		const options = { batching: { batchSize: 2, delayBetweenBatches: 0 } };
		await bench.runAgent({ tools: [pushTool()], items: [{ n: 1 }, { n: 2 }], options });
		expect(bench.heardBy(callSid)).toEqual([suggestion('Again'), suggestion('Again')]);
	});
});

it('Retry On Fail of the tool sends a message once, also when the answer was lost', async () => {
	bench.model.play({ calls: [push('Once')] }, END);
	bench.twilio.faults.next('resetAfterEffect', 'internalServerErrorAfterEffect');
	const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const noneOfOurOwn = { ...SUGGEST, options: { maxRetries: 0 } };
	await bench.runAgent({ tools: [pushTool(retries, noneOfOurOwn)] });
	expect(requests()).toHaveLength(3);
	expect(keys().size).toBe(1);
	expect(bench.heardBy(callSid)).toEqual([suggestion('Once')]);
	expect(bench.toolResults()).toEqual([expect.stringContaining(callSid)]);
});

it('the model finds the call with Get Many, and sends to it', async () => {
	const sid = startApp(bench.twilio, 'bob');
	const find = { resource: 'call', operation: 'getMany', status: 'active' };
	const tools = [toolNode(bench.credential, 'Find calls', find), pushTool()];
	bench.model.play(
		{ calls: [{ name: 'Find_calls', arguments: {} }] },
		(request) => ({
			calls: [
				{
					name: 'Push_a_suggestion',
					arguments: { call_sid: callFrom('client:bob', request), text: 'Hello Bob' },
				},
			],
		}),
		END,
	);
	await bench.runAgent({ tools });
	expect(bench.heardBy(sid)).toEqual([suggestion('Hello Bob')]);
	expect(bench.heardBy(callSid)).toEqual([]);
});

function callFrom(from: string, { toolResults }: ModelRequest): string {
	const calls = JSON.parse(toolResults[0]?.text ?? '[]') as Array<{ from: string; sid: string }>;
	return calls.find((call) => call.from === from)?.sid ?? 'not found';
}
