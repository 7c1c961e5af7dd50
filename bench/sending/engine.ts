import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';

import type * as ourNodeFile from '../../nodes/TwilioCallMessages/TwilioCallMessages.node';
import { additionalData, node, nodeTypes as ourNodeTypes } from '../../test/support/engine';
import { built } from '../built';
import { BareSender } from './bareSender';
import type { SenderName } from './jobs';
import {
	ACCOUNT_PATH,
	BARE_READS_FIELDS,
	credentialFor,
	SEND_MESSAGE,
	type Message,
} from './messages';

const NODE = 'Sender';
const BARE_SENDER = 'bench.bareSender';
const OUR_NODE = 'n8n-nodes-twilio-call-messages.twilioCallMessages';
const CREDENTIALS = { twilioCallMessagesApi: { id: 'c1', name: 'Twilio account' } };

const { TwilioCallMessages } = built<typeof ourNodeFile>(
	'nodes/TwilioCallMessages/TwilioCallMessages.node.js',
);
const nodes: Readonly<Record<string, INodeType>> = {
	[BARE_SENDER]: new BareSender(),
	[OUR_NODE]: new TwilioCallMessages(),
};
const typeOf: INodeTypes['getByNameAndVersion'] = (type, version) =>
	nodes[type] ?? ourNodeTypes.getByNameAndVersion(type, version);
const nodeTypes: INodeTypes = { ...ourNodeTypes, getByNameAndVersion: typeOf };

let executions = 0;

/**
 * Has a node send the messages to `url`, in n8n's workflow engine. Resolves with its items.
 * Throws when there is not one with a message SID for each message.
 */
export async function execute(
	sender: SenderName,
	messages: readonly Message[],
	url: string,
): Promise<INodeExecutionData[]> {
	const workflow = workflowOf(sender, url);
	const execution = new WorkflowExecute(
		additionalData(credentialFor(url), String(++executions)),
		'trigger',
		createRunExecutionData(),
	);
	const startNode = workflow.getNode('Start') ?? undefined;
	const { data } = await execution.run({
		workflow,
		...(startNode && { startNode }),
		pinData: { Start: messages.map((json) => ({ json })) },
	});
	const output = data.resultData.runData[NODE]?.[0]?.data?.['main']?.[0] ?? [];
	const sent = output.filter(({ json }) => String(json['sid']).startsWith('KX')).length;
	if (sent === messages.length) return output;
	const reason = data.resultData.error?.message ?? 'no error';
	throw new Error(`${sender} sent ${sent} of ${messages.length} messages: ${reason}`);
}

const senderNode = (sender: SenderName, url: string) => {
	const accountUrl = `${url}${ACCOUNT_PATH}`;
	const [type, parameters] = {
		'this node': [OUR_NODE, SEND_MESSAGE] as const,
		'bare helper': [BARE_SENDER, { accountUrl }] as const,
		'bare + fields': [BARE_SENDER, { accountUrl, ...BARE_READS_FIELDS }] as const,
	}[sender];
	return { ...node(NODE, type, parameters), credentials: CREDENTIALS };
};

function workflowOf(sender: SenderName, url: string): Workflow {
	return new Workflow({
		id: 'w1',
		nodes: [node('Start', 'test.start', {}), senderNode(sender, url)],
		connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}
