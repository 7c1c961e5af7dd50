import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import type { WorkflowJson } from '../../sandbox/n8n/api/api';
import { useAgentBench } from '../support/aiModel/agentBench';
import { n8nUrl, TIMEOUT_MS } from '../support/n8n';

const FILE = join(__dirname, '../../examples/agent-assist.json');
const TRIGGER = '.twilioCallMessagesTrigger';
const MODEL = '.lmChatOpenAi';

const example = z.object({
	name: z.string(),
	nodes: z.array(
		z.object({ type: z.string(), credentials: z.record(z.unknown()).optional() }).passthrough(),
	),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()),
});

const bench = useAgentBench();

/** The example as a person sets it up: a credential for every node, and an address of its own for the trigger. */
function setUp(webhookId: string): WorkflowJson {
	const { id, name } = bench.credential;
	const workflow = example.parse(JSON.parse(readFileSync(FILE, 'utf8')));
	const nodes = workflow.nodes.map((node) => ({
		...node,
		...(node.type.endsWith(TRIGGER) && { webhookId }),
		...('twilioCallMessagesApi' in (node.credentials ?? {}) && {
			credentials: { twilioCallMessagesApi: { id, name } },
		}),
		...(node.type.endsWith(MODEL) && { credentials: bench.modelCredential }),
	}));
	return { ...workflow, name: `${workflow.name} ${webhookId}`, nodes };
}

/** The leg of an agent's app, which the trigger has subscribed to. */
async function answeredCall(webhookId: string): Promise<string> {
	const { sid } = bench.twilio.phone.startCall({
		from: '+15005550006',
		to: 'client:alice',
		statusCallback: `${n8nUrl()}/webhook/${webhookId}/call-status`,
	});
	bench.twilio.phone.answer(sid);
	await bench.twilio.settled();
	return sid;
}

const push = (text: string) => ({
	calls: [{ name: 'Push_a_suggestion', arguments: { text } }],
});

it('an agent asks, and the model pushes suggestions to that call', async () => {
	const webhookId = randomUUID();
	const { id } = await bench.api.createWorkflow(setUp(webhookId));
	await bench.api.activate(id);
	const [asking, other] = [await answeredCall(webhookId), await answeredCall(webhookId)];

	bench.model.play(push('Offer a voucher.'), push('Ask for the order number.'), { text: 'Done.' });
	bench.twilio.phone.say(asking, { type: 'ask', text: 'The customer wants a refund.' });
	await bench.twilio.settled();
	const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
	await bench.twilio.settled();

	expect(execution?.status).toBe('success');
	expect(bench.heardBy(asking)).toEqual([
		{ type: 'suggestion', text: 'Offer a voucher.' },
		{ type: 'suggestion', text: 'Ask for the order number.' },
	]);
	expect(bench.heardBy(other)).toEqual([]);
	const [asked] = bench.model.requests;
	expect(asked?.prompts).toEqual([
		expect.stringContaining('contact center agent'),
		'The customer wants a refund.',
	]);
	expect(asked?.tools).toEqual([
		expect.objectContaining({
			name: 'Push_a_suggestion',
			description: expect.stringMatching(
				/^Shows a suggestion on the screen of the agent who asked/,
			),
			parameters: expect.objectContaining({ required: ['text'] }),
		}),
	]);
});

it('the model is told when the agent has hung up', async () => {
	const webhookId = randomUUID();
	const { id } = await bench.api.createWorkflow(setUp(webhookId));
	await bench.api.activate(id);
	const callSid = await answeredCall(webhookId);

	const hangUpAndPush = () => {
		bench.twilio.phone.end(callSid);
		return push('Too late.');
	};
	bench.model.play(hangUpAndPush, { text: 'The call is over.' });
	bench.twilio.phone.say(callSid, { type: 'ask', text: 'Still there?' });
	await bench.twilio.settled();
	const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);

	expect(execution?.status).toBe('success');
	expect(bench.heardBy(callSid)).toEqual([]);
	expect(bench.toolResults()).toEqual([
		JSON.stringify([{ delivered: false, reason: 'callEnded', call_sid: callSid }]),
	]);
});
