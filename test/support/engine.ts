import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { TwilioCallMessages } from '../../nodes/TwilioCallMessages/TwilioCallMessages.node';
import { TwilioCallMessagesTrigger } from '../../nodes/TwilioCallMessages/TwilioCallMessagesTrigger.node';

export const NODE = 'Twilio Call Messages';

/** How the node is set up and what it gets. */
export interface NodeRun {
	readonly parameters: INodeParameters;
	readonly items?: readonly IDataObject[];
	readonly credential: IDataObject;
	readonly settings?: Partial<INode>;
	readonly executionId?: string;
	/** What n8n makes for an execution, and keeps for a retry of it; by default another one for each execution ID. */
	readonly resumeToken?: string;
	/** What n8n has stored of an execution; nothing by default. */
	readonly storedData?: (executionId: string) => Promise<unknown>;
}

/** What came out: per output its items, or the error that stopped the execution. */
export interface NodeResult {
	readonly outputs: INodeExecutionData[][];
	readonly error: { message: string; description: string | null; context: IDataObject } | undefined;
	readonly run: IRun;
}

/** Executes the action node once in n8n's real workflow engine, fed by a node that emits the given items. */
export async function executeNode(nodeRun: NodeRun): Promise<NodeResult> {
	const items = (nodeRun.items ?? [{}]).map((json) => ({ json }));
	const workflow = workflowOf(nodeRun);
	const { executionId = '1', resumeToken = `token of ${executionId}` } = nodeRun;
	const getRunExecutionData = nodeRun.storedData ?? (async () => undefined);
	const execution = new WorkflowExecute(
		{
			...additionalData(nodeRun.credential, executionId),
			getRunExecutionData:
				getRunExecutionData as IWorkflowExecuteAdditionalData['getRunExecutionData'],
		},
		'trigger',
		createRunExecutionData({ resumeToken }),
	);
	const startNode = workflow.getNode('Start') ?? undefined;
	const run = await execution.run({
		workflow,
		...(startNode && { startNode }),
		pinData: { Start: items },
	});
	const [taskData] = run.data.resultData.runData[NODE] ?? [];
	const error = run.data.resultData.error;
	return {
		outputs: (taskData?.data?.['main'] ?? []).map((output) => output ?? []),
		error: error && {
			message: error.message,
			description: error.description ?? null,
			context: error.context,
		},
		run,
	};
}

function workflowOf({ parameters, settings }: NodeRun): Workflow {
	const start = node('Start', 'test.start', {});
	const tested = node(NODE, 'n8n-nodes-twilio-call-messages.twilioCallMessages', parameters);
	return new Workflow({
		id: 'w1',
		nodes: [start, { ...tested, credentials: CREDENTIALS, ...settings }],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

const CREDENTIALS = { twilioCallMessagesApi: { id: 'c1', name: 'Twilio account' } };

/** A node as n8n stores it. */
export function node(name: string, type: string, parameters: INodeParameters): INode {
	return { id: `id of ${name}`, name, type, typeVersion: 1, position: [0, 0], parameters };
}

const startNodeType: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
};

const TYPES: Readonly<Record<string, INodeType>> = {
	'test.start': startNodeType,
	'n8n-nodes-twilio-call-messages.twilioCallMessages': new TwilioCallMessages(),
	'n8n-nodes-twilio-call-messages.twilioCallMessagesTrigger': new TwilioCallMessagesTrigger(),
};

/** Our node types, as n8n's loader would offer them. */
export const nodeTypes: INodeTypes = {
	getByName: (type) => typeOf(type),
	getByNameAndVersion: (type) => typeOf(type),
	getKnownTypes: () => ({}),
};

function typeOf(type: string): INodeType {
	const found = TYPES[type];
	if (found === undefined) throw new Error(`No such node type in this test: ${type}`);
	return found;
}

/** What n8n gives to an execution, as far as the nodes touch it. Signing in is Basic auth, as in the credential. */
export function additionalData(
	credential: IDataObject,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('trigger', executionId, {
		id: 'w1',
		name: 'test',
		active: false,
		isArchived: false,
		nodes: [],
		connections: {},
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
	});
	const data = {
		executionId,
		hooks,
		currentNodeExecutionIndex: 0,
		restApiUrl: '',
		instanceBaseUrl: 'http://localhost/',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		variables: {},
		credentialsHelper: credentialsHelper(credential),
	};
	return data as unknown as IWorkflowExecuteAdditionalData;
}

function credentialsHelper(credential: IDataObject) {
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: async () => credential,
		preAuthentication: async () => undefined,
		authenticate: async (data: IDataObject, _type: string, options: IDataObject) => ({
			...options,
			auth: { username: data['accountSid'], password: data['authToken'] },
		}),
	};
}
