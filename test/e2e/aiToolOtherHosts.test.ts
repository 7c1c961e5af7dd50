import { randomUUID } from 'node:crypto';

import { mcpWorkflow, toolNode } from '../support/aiModel/agentWorkflow';
import { SUGGEST, useAgentBench } from '../support/aiModel/agentBench';
import { connectMcp } from '../support/aiModel/mcpClient';
import { startApp } from '../support/liveCalls';
import { n8nUrl } from '../support/n8n';

const END = { text: 'Done.' };
const OLDER_AGENT = 2.2;

const bench = useAgentBench();
let callSid: string;
beforeEach(() => {
	callSid = startApp(bench.twilio);
});

const push = () => ({ name: 'Push', arguments: { call_sid: callSid, text: 'Again' } });
const pushTool = (parameters: object = SUGGEST, settings: object = {}) =>
	toolNode(bench.credential, 'Push', parameters, settings);
const AGAIN = { type: 'suggestion', text: 'Again' };

describe('an MCP client', () => {
	async function connect() {
		const path = randomUUID();
		const { id } = await bench.api.createWorkflow(mcpWorkflow([pushTool()], path));
		await bench.api.activate(id);
		return await connectMcp(`${n8nUrl()}/mcp/${path}`);
	}

	it('is offered the tool', async () => {
		const client = await connect();
		expect(await client.listTools()).toEqual([
			{
				name: 'Push',
				description: 'Send a message to a call in Twilio Call Messages',
				inputSchema: expect.objectContaining({ required: ['call_sid', 'text'] }),
			},
		]);
	});

	it('sends two messages with two calls, also with the same content', async () => {
		const client = await connect();
		await client.callTool(push());
		await client.callTool(push());
		await bench.twilio.settled();
		expect(bench.heardBy(callSid)).toEqual([AGAIN, AGAIN]);
	});

	it('is told what happened and what to do', async () => {
		const client = await connect();
		const wrong = { name: 'Push', arguments: { call_sid: 'the call of Alice', text: 'Hi' } };
		const { isError, text } = await client.callTool(wrong);
		expect(isError).toBe(true);
		expect(text).toContain('Call SID is not valid');
		expect(text).toContain('Expected CA followed by 32 hex digits.');
	});
});

describe('an older agent, which calls the tool by itself', () => {
	it.each<[string, number]>([
		['in two turns', 1],
		['in one turn', 2],
	])('sends two messages with two calls %s', async (_, perTurn) => {
		const calls = Array.from({ length: perTurn }, push);
		bench.model.play(...(perTurn === 2 ? [{ calls }, END] : [{ calls }, { calls }, END]));
		await bench.runAgent({ tools: [pushTool()], agentVersion: OLDER_AGENT });
		expect(bench.heardBy(callSid)).toEqual([AGAIN, AGAIN]);
	});

	// Each item gets the tool anew, and n8n counts its runs from the same number: both calls have one key.
	it('sends two messages for two items at a time', async () => {
		const turn = { calls: [push()] };
		bench.model.play(turn, turn, END, END);
		await bench.runAgent({
			tools: [pushTool()],
			agentVersion: OLDER_AGENT,
			items: [{ n: 1 }, { n: 2 }],
			options: { batching: { batchSize: 2, delayBetweenBatches: 0 } },
		});
		expect(bench.heardBy(callSid)).toEqual([AGAIN, AGAIN]);
	});

	// n8n gives each attempt a run index of its own here, so that the key changes.
	it('sends a message once with Retry On Fail', async () => {
		bench.model.play({ calls: [push()] }, END);
		bench.twilio.faults.next('resetAfterEffect');
		const retries = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const noneOfOurOwn = { ...SUGGEST, options: { maxRetries: 0 } };
		const tools = [pushTool(noneOfOurOwn, retries)];
		await bench.runAgent({ tools, agentVersion: OLDER_AGENT });
		expect(bench.heardBy(callSid)).toEqual([AGAIN]);
	});
});
