import { answerQuestion, SUGGEST, useAgentBench } from '../support/aiModel/agentBench';
import { agentWorkflow, toolNode } from '../support/aiModel/agentWorkflow';
import { startApp } from '../support/liveCalls';
import { startWorkflow, TIMEOUT_MS } from '../support/n8n';

const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const ASK = { ...SUGGEST, operation: 'sendAndWaitForReply' };
const UNKNOWN = `CA${'0'.repeat(32)}`;
const END = { text: 'Done.' };

const bench = useAgentBench();
let callSid: string;
let versions: { readonly agentVersion: number; readonly modelVersion: number };
beforeAll(async () => {
	const types = await bench.api.nodeTypes();
	const newest = (name: string) =>
		Math.max(
			...types
				.filter((type) => type.name === `${LANGCHAIN}.${name}`)
				.flatMap(({ version }) => version as number | number[]),
		);
	versions = { agentVersion: newest('agent'), modelVersion: newest('lmChatOpenAi') };
});
beforeEach(() => {
	callSid = startApp(bench.twilio);
});

const use = (text: string, sid = callSid) => ({
	name: 'Tool',
	arguments: { call_sid: sid, text },
});
const heard = () => bench.heardBy(callSid);
const suggestion = (text: string) => ({ type: 'suggestion', text });

/** Starts an agent that has the node as its tool, of the newest kind that this n8n has. */
async function start(parameters: object): Promise<string> {
	const tools = [toolNode(bench.credential, 'Tool', parameters)];
	const workflow = agentWorkflow({ ...versions, credential: bench.modelCredential, tools });
	return await startWorkflow(bench.api, workflow);
}

async function finish(executionId: string): Promise<string> {
	const { status, error } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
	expect({ status, error }).toMatchObject({ status: 'success' });
	return bench.toolResults().join();
}

const answer = async (executionId: string, question: number, content: object) =>
	await answerQuestion(bench, callSid, { executionId, question, content });

describe('the node as the tool of an AI agent', () => {
	it('sends what the model writes', async () => {
		bench.model.play({ calls: [use('Offer a refund')] }, END);
		expect(await finish(await start(SUGGEST))).toContain(callSid);
		expect(heard()).toEqual([suggestion('Offer a refund')]);
	});

	it('tells the model what happened and what to do', async () => {
		bench.model.play({ calls: [use('Offer a refund', UNKNOWN)] }, END);
		const result = await finish(await start(SUGGEST));
		expect(result).toContain('Twilio does not know this call');
		expect(result).toContain('Check the Call SID');
	});

	it('asks twice and gives both answers to the model, or sends nothing for an agent that cannot wait', async () => {
		const isAbleToWait = versions.agentVersion >= 3;
		const questions = [{ calls: [use('Refund?')] }, { calls: [use('Sure?')] }];
		bench.model.play(...(isAbleToWait ? questions : questions.slice(0, 1)), END);
		const executionId = await start(ASK);
		if (isAbleToWait) {
			await answer(executionId, 1, { answer: 1 });
			await answer(executionId, 2, { answer: 2 });
		}
		const result = await finish(executionId);
		expect(heard()).toEqual(isAbleToWait ? [suggestion('Refund?'), suggestion('Sure?')] : []);
		expect(result).toContain(isAbleToWait ? '"answer":2' : 'Nothing can wait for a reply here');
	});
});
