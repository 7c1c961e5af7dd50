import { HookContext, WebhookContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, IWebhookData } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { additionalData, node, nodeTypes } from './engine';

const TRIGGER = 'n8n-nodes-twilio-call-messages.twilioCallMessagesTrigger';

/** A request to the trigger's URL, as it reaches n8n. */
export interface TriggerCall {
	readonly method: string;
	/** Path and query as received. */
	readonly originalUrl: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly rawBody: string;
}

/** Where the trigger lives and who owns it. */
export interface TriggerSetup {
	readonly credential: IDataObject;
	readonly webhookBaseUrl: string;
	readonly webhookId: string;
	readonly parameters?: INodeParameters;
}

/** What the sender was told by the node itself (nothing when n8n answers), and the items that start an execution. */
export interface TriggerResult {
	readonly answer: { status: number; type: string; body: string } | undefined;
	readonly items: IDataObject[];
}

/** Runs the trigger's webhook() for one request inside n8n's real webhook context. */
export async function callTrigger(setup: TriggerSetup, call: TriggerCall): Promise<TriggerResult> {
	const { workflow, trigger } = workflowOf(setup);
	const response = recordingResponse();
	const data = {
		...additionalData(setup.credential, '1'),
		webhookBaseUrl: setup.webhookBaseUrl,
		httpRequest: { ...call, rawBody: Buffer.from(call.rawBody) },
		httpResponse: response,
	};
	const context = new WebhookContext(
		workflow,
		trigger,
		data as never,
		'webhook',
		webhookData,
		[],
		null,
	);
	const type = nodeTypes.getByNameAndVersion(TRIGGER);
	const result = await type.webhook?.call(context as never);
	return {
		answer: response.answer,
		items: (result?.workflowData ?? []).flat().map(({ json }) => json),
	};
}

/** Activates the trigger as n8n does; rejects with what the user would see. */
export async function activateTrigger(setup: TriggerSetup): Promise<void> {
	const { workflow, trigger } = workflowOf(setup);
	const data = additionalData(setup.credential, '1');
	const context = new HookContext(workflow, trigger, data, 'trigger', 'activate', webhookData);
	const type = nodeTypes.getByNameAndVersion(TRIGGER);
	const methods = type.webhookMethods?.['default'];
	const exists = await methods?.checkExists.call(context as never);
	if (exists !== true) await methods?.create.call(context as never);
}

const webhookData = {
	webhookDescription: { name: 'default', path: 'messages' },
} as unknown as IWebhookData;

function workflowOf({ parameters, webhookId }: TriggerSetup): {
	workflow: Workflow;
	trigger: INode;
} {
	const trigger: INode = {
		...node('Trigger', TRIGGER, parameters ?? {}),
		typeVersion: 1.1,
		webhookId,
		credentials: { twilioCallMessagesApi: { id: 'c1', name: 'Twilio account' } },
	};
	const workflow = new Workflow({
		id: 'w1',
		nodes: [trigger],
		connections: {},
		active: true,
		nodeTypes,
	});
	return { workflow, trigger: workflow.getNode('Trigger') ?? trigger };
}

function recordingResponse() {
	const sent = { status: 0, type: '', body: '' };
	return {
		answer: undefined as TriggerResult['answer'],
		status(status: number) {
			sent.status = status;
			return this;
		},
		type(type: string) {
			sent.type = type;
			return this;
		},
		send(body: string) {
			this.answer = { ...sent, body };
			return this;
		},
	};
}
