import type { WorkflowJson } from '../../../sandbox/n8n/api/api';
import { leadsTo } from '../../support/n8n';

const PACKAGE = 'n8n-nodes-twilio-call-messages';

/** How a node refers to its credential. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

export const TRIGGER_PATH = '8f1c9f3e-64f1-4f0b-9a57-2d6c1e0b7a42';
export const SEND = 'Push a card to the agent';
export const TRIGGER = 'On a message from a call';

const CALLER = { name: 'Ada Lovelace', tier: 'gold', orders: 12 };
const CARD =
	'={\n  "type": "card",\n  "title": "{{ $json.name }}",\n  "tier": "{{ $json.tier }}"\n}';

/** A workflow that shows the agent on a call who is calling. */
export function cardWorkflow(credential: CredentialReference): WorkflowJson {
	return {
		name: 'Push a card',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, 0, {}),
			node('Look up the caller', 'n8n-nodes-base.set', 3.4, 220, {
				mode: 'raw',
				jsonOutput: JSON.stringify(CALLER, null, 2),
				options: {},
			}),
			{
				...node(SEND, `${PACKAGE}.twilioCallMessages`, 1, 440, {
					contentMode: 'json',
					contentJson: CARD,
				}),
				credentials: { twilioCallMessagesApi: credential },
			},
		],
		connections: { Start: leadsTo('Look up the caller'), 'Look up the caller': leadsTo(SEND) },
	};
}

/** A workflow that starts when the app of a call says something. */
export function triggerWorkflow(credential: CredentialReference): WorkflowJson {
	return {
		name: 'Greet a caller',
		nodes: [
			{
				...node(TRIGGER, `${PACKAGE}.twilioCallMessagesTrigger`, 1.1, 0, { autoSubscribe: true }),
				webhookId: TRIGGER_PATH,
				credentials: { twilioCallMessagesApi: credential },
			},
		],
		connections: {},
	};
}

function node(name: string, type: string, typeVersion: number, x: number, parameters: object) {
	return { id: name, name, type, typeVersion, position: [x, 0], parameters };
}
