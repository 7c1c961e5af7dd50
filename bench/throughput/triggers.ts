import { randomUUID } from 'node:crypto';

import type { N8nApi } from '../../sandbox/n8n/api/api';
import { ACCOUNT } from '../callback';
import { EARLIER, EARLIER_PACKAGE } from '../earlierBuild';
import { BARE_TRIGGER } from './bareTrigger';
import { GENUINE, UNSIGNED, WRONGLY_SIGNED, type Requests } from './load';

export type TriggerName =
	| 'this trigger'
	| `at ${typeof EARLIER}`
	| "n8n's Webhook"
	| 'barest trigger'
	| 'barest, unread credential'
	| 'barest + credential'
	| 'barest, refusing'
	| 'refused, no signature'
	| 'refused, wrong signature';

/** A trigger in an active workflow of its own, with nothing behind it, and what is sent to it. */
export interface Trigger {
	readonly name: TriggerName;
	readonly url: string;
	readonly workflowId: string;
	readonly requests: Requests;
}

/** Sets up the triggers that are compared. */
export async function createTriggers(
	api: N8nApi,
	baseUrl: string,
	hasEarlier: boolean,
): Promise<Trigger[]> {
	const credential = { name: 'Bench', type: 'twilioCallMessagesApi', data: CREDENTIAL };
	const { id, name, type } = await api.createCredential(credential);
	const credentials = { [type]: { id, name } };
	const create = async (trigger: TriggerName, path: string, node: object): Promise<Trigger> => {
		const webhookId = randomUUID();
		const common = { id: randomUUID(), name: trigger, position: [0, 0], webhookId };
		const nodes = [{ ...common, ...node }];
		const workflow = await api.createWorkflow({ name: trigger, nodes, connections: {} });
		await api.activate(workflow.id);
		const url = `${baseUrl}/webhook/${webhookId}${path}`;
		return { name: trigger, url, workflowId: workflow.id, requests: GENUINE };
	};
	const triggerOf = (packageName: string) => ({
		type: `${packageName}.twilioCallMessagesTrigger`,
		typeVersion: 1.1,
		parameters: {},
		credentials,
	});
	const ours = triggerOf('n8n-nodes-twilio-call-messages');
	const thisTrigger = await create('this trigger', '/messages', ours);
	return [
		thisTrigger,
		...(hasEarlier ? [await create(`at ${EARLIER}`, '/messages', triggerOf(EARLIER_PACKAGE))] : []),
		await create("n8n's Webhook", '', {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			parameters: { httpMethod: 'POST', responseMode: 'onReceived', options: {} },
		}),
		await create('barest trigger', '/messages', {
			type: BARE_TRIGGER,
			typeVersion: 1.1,
			parameters: {},
		}),
		await create('barest, unread credential', '/messages', {
			type: BARE_TRIGGER,
			typeVersion: 1.1,
			parameters: {},
			credentials,
		}),
		await create('barest + credential', '/messages', {
			type: BARE_TRIGGER,
			typeVersion: 1.1,
			parameters: { readsCredential: true },
			credentials,
		}),
		{
			...(await create('barest, refusing', '/messages', {
				type: BARE_TRIGGER,
				typeVersion: 1.1,
				parameters: { refuses: true },
			})),
			requests: UNSIGNED,
		},
		{ ...thisTrigger, name: 'refused, no signature', requests: UNSIGNED },
		{ ...thisTrigger, name: 'refused, wrong signature', requests: WRONGLY_SIGNED },
	];
}

const CREDENTIAL = {
	accountSid: ACCOUNT.accountSid,
	authType: 'authToken',
	authToken: ACCOUNT.authToken,
	region: 'us1',
	apiBaseUrl: 'http://127.0.0.1:9', // receiving calls nobody; this could not be reached
};
