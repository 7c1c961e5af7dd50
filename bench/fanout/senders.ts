import { randomUUID } from 'node:crypto';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import { workflowWith } from '../../test/support/n8n';
import {
	ACCOUNT,
	ACCOUNT_PATH,
	BARE_READS_FIELDS,
	contentOf,
	credentialFor,
	SEND_ITEM,
	SEND_MESSAGE,
	type Message,
} from '../sending/messages';
import type { SentRequest } from '../sending/twilio';
import { BARE_SENDER } from '../sending/bareSenderPackage';

export type SenderName =
	'this node' | 'this node, Item' | 'bare helper' | 'bare + fields' | "n8n's Twilio";

/** A node in a workflow that is run by hand and feeds it the messages. */
export interface Sender {
	readonly name: SenderName;
	readonly workflowId: string;
	/** What its request for a message asks for, and what has to arrive in order with others like it. */
	readonly expected: (message: Message) => { readonly path: string; readonly text: string };
	/** The same of a request that arrived. */
	readonly read: (request: SentRequest) => { readonly path: string; readonly text: string };
}

/** Sets up the senders that are compared. */
export async function createSenders(api: N8nApi, messages: readonly Message[]): Promise<Sender[]> {
	const credentials = {
		...(await createCredential(api, 'twilioCallMessagesApi', credentialFor(''))),
		...(await createCredential(api, 'twilioApi', { ...ACCOUNT, authType: 'authToken' })),
	};
	const create = async ({ name, node, traffic }: Definition): Promise<Sender> => {
		const common = { id: randomUUID(), typeVersion: 1, position: [600, 0], credentials };
		const workflow = workflowWith({ ...common, name, ...node }, messages);
		const { id } = await api.createWorkflow(workflow);
		return { name, workflowId: id, ...traffic };
	};
	const senders: Sender[] = [];
	for (const definition of DEFINITIONS) senders.push(await create(definition));
	return senders;
}

const SEND_SMS = {
	resource: 'sms',
	operation: 'send',
	from: '+15005550006',
	to: '={{ $json.to }}',
	message: '={{ $json.text }}',
	options: {},
};

const CALL_MESSAGE: Pick<Sender, 'expected' | 'read'> = {
	expected: (message) => ({
		path: `${ACCOUNT_PATH}/Calls/${message.callSid}/UserDefinedMessages.json`,
		text: contentOf(message),
	}),
	read: ({ path, form }) => ({ path, text: form.get('Content') ?? '' }),
};

const SMS: Pick<Sender, 'expected' | 'read'> = {
	expected: ({ to, text }) => ({ path: `${ACCOUNT_PATH}/Messages.json`, text: `${to}: ${text}` }),
	read: ({ path, form }) => ({ path, text: `${form.get('To')}: ${form.get('Body')}` }),
};

interface Definition {
	readonly name: SenderName;
	readonly node: { readonly type: string; readonly parameters: object };
	readonly traffic: Pick<Sender, 'expected' | 'read'>;
}

const ACCOUNT_URL = `https://api.twilio.com${ACCOUNT_PATH}`;

const DEFINITIONS: readonly Definition[] = [
	{
		name: 'this node',
		node: {
			type: 'n8n-nodes-twilio-call-messages.twilioCallMessages',
			parameters: SEND_MESSAGE,
		},
		traffic: CALL_MESSAGE,
	},
	{
		name: 'this node, Item',
		node: {
			type: 'n8n-nodes-twilio-call-messages.twilioCallMessages',
			parameters: SEND_ITEM,
		},
		traffic: CALL_MESSAGE,
	},
	{
		name: 'bare helper',
		node: { type: BARE_SENDER, parameters: { accountUrl: ACCOUNT_URL } },
		traffic: CALL_MESSAGE,
	},
	{
		name: 'bare + fields',
		node: { type: BARE_SENDER, parameters: { accountUrl: ACCOUNT_URL, ...BARE_READS_FIELDS } },
		traffic: CALL_MESSAGE,
	},
	{
		name: "n8n's Twilio",
		node: { type: 'n8n-nodes-base.twilio', parameters: SEND_SMS },
		traffic: SMS,
	},
];

async function createCredential(api: N8nApi, type: string, data: Record<string, unknown>) {
	const { id, name } = await api.createCredential({ name: `Bench ${type}`, type, data });
	return { [type]: { id, name } };
}
