import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { autoSubscribeFields } from './fields/autoSubscribe';
import { CALL_EVENTS, triggerEvents } from './fields/triggerEvents';
import { triggerOptions } from './fields/triggerOptions';
import { voiceAnswerFields } from './fields/voiceAnswer';
import { webhooks } from './webhooks/descriptions';

export class TwilioCallMessagesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Twilio Call Messages Trigger',
		name: 'twilioCallMessagesTrigger',
		icon: {
			light: 'file:../../icons/twilioCallMessages.svg',
			dark: 'file:../../icons/twilioCallMessages.dark.svg',
		},
		group: ['trigger'],
		// Not 1: for that version n8n evaluates an expression on every webhook call, which costs more than all our work.
		version: 1.1,
		subtitle:
			'={{ $parameter["events"].some((event) => event !== "message") ? "On events of a call" : "On a message from a call" }}',
		description: 'Exchange JSON messages with the app of a person on a live Twilio call',
		defaults: { name: 'Twilio Call Messages Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'twilioCallMessagesApi', required: true }],
		webhooks,
		eventTriggerDescription:
			'Let Twilio call the Test URL: with a message from a subscribed call, or with what becomes of one',
		triggerPanel: {
			header: 'Wait for a message or an event of a call',
			executionsHelp: {
				inactive:
					'<b>While building</b>, click the button below, subscribe a call to the Test URL, and let the app on the call send a message; or register the Test URL of the event at Twilio. It shows up here.<br /><br /><b>When it works</b>, publish (activate) the workflow and use the Production URLs: every message or event then starts an execution.',
				active:
					'<b>While building</b>, click the button below, subscribe a call to the Test URL, and let the app on the call send a message; or register the Test URL of the event at Twilio. It shows up here.<br /><br /><b>The workflow is active</b>: every message and event at the Production URLs starts an execution.',
			},
			activationHint: 'Publish (activate) the workflow, then use its Production URLs.',
		},
		properties: [
			triggerEvents,
			{
				displayName:
					'Open Webhook URLs above and copy the Production URL that ends in messages into the operation Subscribe of a Twilio Call Messages node, once for each call. Only callbacks signed by Twilio are let in.',
				name: 'subscribeNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { events: ['message'], autoSubscribe: [false] } },
			},
			{
				displayName:
					'Open Webhook URLs above, copy the Production URL that ends in call-status, and register it at Twilio as status callback of the calls: in TwiML as statusCallback of Client, Number or Sip, with the events initiated, ringing, answered and completed, or of Conference, with join and leave. Only callbacks signed by Twilio are let in.',
				name: 'callEventsNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { events: [...CALL_EVENTS] } },
			},
			...autoSubscribeFields,
			...voiceAnswerFields,
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
			triggerOptions,
		],
	};

	// Twilio knows no subscription for an account: each call is subscribed on its own, so there is nothing
	// to register or remove here.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const [{ requireUsableSetup }] = await Promise.all([
					import('./webhooks/activation'),
					import('./webhooks/router'), // so that no caller waits for it
				]);
				await requireUsableSetup(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receive } = await import('./webhooks/router');
		return await receive(this);
	}
}
