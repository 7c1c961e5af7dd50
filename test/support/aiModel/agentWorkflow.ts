import { randomUUID } from 'node:crypto';

import type { N8nApi, WorkflowJson } from '../../../sandbox/n8n/api/api';
import { actionNode, workflowWith, type StoredCredential } from '../n8n';
import type { AiModel } from './aiModel';

const LANGCHAIN = '@n8n/n8n-nodes-langchain';

/** A node as the editor stores it, as far as this needs it. */
export interface NamedNode {
	readonly name: string;
}

/** Stores a credential for the model and returns how n8n's model node refers to it. */
export async function createModelCredential(api: N8nApi, model: AiModel) {
	const name = `OpenAI ${randomUUID()}`;
	const data = { apiKey: 'sk-not-a-real-key', url: model.url };
	const { id } = await api.createCredential({ name, type: 'openAiApi', data });
	return { openAiApi: { id, name } };
}

export type ModelCredential = Awaited<ReturnType<typeof createModelCredential>>;

/** The node under test as a tool of an agent. */
export function toolNode(
	credential: StoredCredential,
	name: string,
	parameters: object,
	settings: object = {},
): NamedNode {
	const type = 'n8n-nodes-twilio-call-messages.twilioCallMessagesTool';
	return actionNode(credential, parameters, { name, type, ...settings });
}

/** What an agent runs with. What is left out is as the editor makes a new node. */
export interface AgentSetup {
	readonly credential: ModelCredential;
	readonly tools: readonly NamedNode[];
	readonly agentVersion?: number | undefined;
	readonly modelVersion?: number | undefined;
	/** Options of the agent, such as `batching`. */
	readonly options?: object;
	/** The items the agent gets: it talks to the model about each. */
	readonly items?: readonly object[];
	/** By OpenAI's newer API; only a newer agent can. */
	readonly responsesApi?: boolean;
}

/** A workflow run by hand in which an AI Agent has tools. */
export function agentWorkflow(setup: AgentSetup): WorkflowJson {
	const { tools, agentVersion = 3.1, options = {}, items = [{}] } = setup;
	const parameters = { promptType: 'define', text: 'Help the person on the call.', options };
	const agent = node('AI Agent', `${LANGCHAIN}.agent`, agentVersion, parameters);
	const fed = workflowWith(agent, items);
	const to = (type: string) => ({ [type]: [[{ node: agent.name, type, index: 0 }]] });
	return {
		...fed,
		nodes: [...fed.nodes, modelNode(setup), ...tools],
		connections: {
			...fed.connections,
			Model: to('ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, to('ai_tool')])),
		},
	};
}

/** A workflow that offers tools to MCP clients, at `<n8n>/mcp/<path>`. */
export function mcpWorkflow(tools: readonly NamedNode[], path: string): WorkflowJson {
	const parameters = { authentication: 'none', path };
	const webhookId = randomUUID();
	const trigger = node('MCP', `${LANGCHAIN}.mcpTrigger`, 2, parameters);
	const toTrigger = { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] };
	return {
		name: `test ${path}`,
		nodes: [{ ...trigger, webhookId }, ...tools],
		connections: Object.fromEntries(tools.map(({ name }) => [name, toTrigger])),
	};
}

function modelNode(setup: AgentSetup): object {
	const { credential, responsesApi = false, modelVersion = 1.3 } = setup;
	const model = { __rl: true, mode: 'id', value: 'scripted' };
	const parameters = { model, responsesApiEnabled: responsesApi, options: {} };
	return {
		...node('Model', `${LANGCHAIN}.lmChatOpenAi`, modelVersion, parameters),
		credentials: credential,
	};
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters };
}
