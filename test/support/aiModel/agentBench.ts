import type { Execution, N8nApi } from '../../../sandbox/n8n/api/api';
import { until } from '../../../sandbox/poll';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { useDuringFile, type Stops } from '../duringFile';
import { heardBy } from '../liveCalls';
import {
	connectN8n,
	createCredential,
	runWorkflow,
	TIMEOUT_MS,
	type StoredCredential,
} from '../n8n';
import { byId } from '../parameters';
import { standInFor } from '../standIn';
import {
	agentWorkflow,
	createModelCredential,
	type AgentSetup,
	type ModelCredential,
} from './agentWorkflow';
import { startAiModel, type AiModel } from './aiModel';

/** All that an agent with our tool needs around it. */
export interface AgentBench {
	readonly api: N8nApi;
	readonly twilio: TwilioEmulator;
	readonly model: AiModel;
	readonly credential: StoredCredential;
	readonly modelCredential: ModelCredential;
	/** Runs an agent to its end, with the model saying what it was told to. */
	readonly runAgent: (setup: Omit<AgentSetup, 'credential'>) => Promise<Execution>;
	/** Contents of the messages a phone heard, oldest first. */
	readonly heardBy: (callSid: string) => unknown[];
	/** What the tools gave back to the model, as it saw it in its last turn. */
	readonly toolResults: () => string[];
}

/**
 * A Twilio and a scripted model for the tests of a file, and credentials for both in the n8n of this test run. Twilio
 * forgets its faults after each test.
 */
export function useAgentBench(): AgentBench {
	const running = useDuringFile(start);
	afterEach(() => running().twilio.faults.clear());
	return standInFor(running);
}

async function start(stops: Stops): Promise<AgentBench> {
	const api = await connectN8n();
	const [twilio, model] = await Promise.all([startTwilioEmulator(), startAiModel()]);
	stops.push(twilio.stop, model.stop);
	const credential = await createCredential(api, twilio);
	const modelCredential = await createModelCredential(api, model);
	return {
		api,
		twilio,
		model,
		credential,
		modelCredential,
		runAgent: async (setup) => {
			const workflow = agentWorkflow({ ...setup, credential: modelCredential });
			const execution = await runWorkflow(api, workflow);
			await twilio.settled();
			return execution;
		},
		heardBy: (callSid) => heardBy(twilio, callSid),
		toolResults: () => (model.requests.at(-1)?.toolResults ?? []).map(({ text }) => text),
	};
}

interface Answer {
	readonly executionId: string;
	/** How many questions the person has heard by then. */
	readonly question: number;
	readonly content: object;
}

/** Answers a question once the person has heard it and the execution waits. */
export async function answerQuestion(
	{ api, twilio, heardBy: heard }: AgentBench,
	callSid: string,
	{ executionId, question, content }: Answer,
): Promise<void> {
	const limits = { timeoutMs: TIMEOUT_MS, everyMs: 50 };
	await until('The question', limits, () => heard(callSid).length === question);
	await api.waitForExecution(executionId, TIMEOUT_MS, (status) => status === 'waiting');
	twilio.phone.say(callSid, content);
	await twilio.settled();
}

/** An expression by which the model fills a field. */
export function fromAi(name: string, description: string, type: 'string' | 'json' = 'string') {
	return `={{ $fromAI('${name}', '${description}', '${type}') }}`;
}

const callSid = byId(fromAi('call_sid', 'SID of the call: CA and 32 hex digits'));
const send = { resource: 'message', operation: 'send', deliverTo: 'call', callSid, options: {} };

/** Send Message, the model writing one text of the message. */
export const SUGGEST = {
	...send,
	contentMode: 'fields',
	contentFields: {
		assignments: [
			{ id: '1', name: 'type', value: 'suggestion', type: 'string' },
			{ id: '2', name: 'text', value: fromAi('text', 'What to say next'), type: 'string' },
		],
	},
};

/** Send Message, the model writing all of it. */
export const SEND_JSON = {
	...send,
	contentMode: 'json',
	contentJson: fromAi('content', 'The message as JSON'),
};
