import type { Execution, N8nApi } from '../../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { connectN8n, createCredential, runWorkflow, type StoredCredential } from '../n8n';
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
	readonly stop: () => Promise<void>;
}

/** Starts a Twilio and a scripted model, and gives the n8n of this test run credentials for both. */
export async function startAgentBench(): Promise<AgentBench> {
	const api = await connectN8n();
	const [twilio, model] = await Promise.all([startTwilioEmulator(), startAiModel()]);
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
		heardBy: (callSid) => twilio.phone.heardBy(callSid).map(({ content }) => content),
		toolResults: () => (model.requests.at(-1)?.toolResults ?? []).map(({ text }) => text),
		stop: async () => {
			await model.stop();
			await twilio.stop();
		},
	};
}

/** An expression by which the model fills a field. */
export function fromAi(name: string, description: string, type: 'string' | 'json' = 'string') {
	return `={{ $fromAI('${name}', '${description}', '${type}') }}`;
}

const callSid = {
	__rl: true,
	mode: 'id',
	value: fromAi('call_sid', 'SID of the call: CA and 32 hex digits'),
};
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
