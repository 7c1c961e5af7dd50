import { randomUUID } from 'node:crypto';

import { HookContext, WebhookContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, IWebhookData } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { additionalData, node, nodeTypes } from './engine';

const TRIGGER = 'n8n-nodes-twilio-call-messages.twilioCallMessagesTrigger';

export type WebhookName = 'default' | 'setup';

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
	/** Takes what the node logs, with its level in front. */
	readonly log?: string[];
}

/** What the sender was told by the node itself (nothing when n8n answers), and the items that start an execution. */
export interface TriggerResult {
	readonly answer: { status: number; type: string; body: string } | undefined;
	readonly items: IDataObject[];
}

/** Runs the trigger's webhook() for one made-up request inside n8n's real webhook context. */
export async function callTrigger(
	setup: TriggerSetup,
	call: TriggerCall,
	name: WebhookName = 'default',
): Promise<TriggerResult> {
	const response = recordingResponse();
	const request = {
		...call,
		rawBody: Buffer.from(call.rawBody),
		app: { get: () => false },
	};
	const items = await runWebhook(setup, { request, response }, name);
	response.close(items.length > 0 ? 204 : undefined);
	return { answer: response.answer, items };
}

/** Runs the trigger's webhook() for a request and a response of Express; resolves with the items it gives out. */
export async function runWebhook(
	setup: TriggerSetup,
	{ request, response }: { readonly request: unknown; readonly response: unknown },
	name: WebhookName = 'default',
): Promise<IDataObject[]> {
	const { workflow, trigger } = workflowOf(setup);
	const data = {
		...additionalData(setup.credential, '1'),
		webhookBaseUrl: setup.webhookBaseUrl,
		httpRequest: request,
		httpResponse: response,
	};
	const isTest = (request as TriggerCall).originalUrl.startsWith('/webhook-test/');
	const context = new WebhookContext(
		workflow,
		trigger,
		data as never,
		isTest ? 'manual' : 'webhook',
		webhookData(name),
		[],
		null,
	);
	if (setup.log) Object.defineProperty(context, 'logger', { value: loggerInto(setup.log) });
	const result = await nodeTypes.getByNameAndVersion(TRIGGER).webhook?.call(context as never);
	return (result?.workflowData ?? []).flat().map(({ json }) => json);
}

function loggerInto(log: string[]) {
	const at = (level: string) => (text: string) => void log.push(`${level}: ${text}`);
	return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Activates the trigger as n8n does; rejects with what the user would see. */
export async function activateTrigger(setup: TriggerSetup): Promise<void> {
	const { workflow, trigger } = workflowOf(setup);
	const data = additionalData(setup.credential, '1');
	const context = new HookContext(
		workflow,
		trigger,
		data,
		'trigger',
		'activate',
		webhookData('default'),
	);
	const type = nodeTypes.getByNameAndVersion(TRIGGER);
	const methods = type.webhookMethods?.['default'];
	const exists = await methods?.checkExists.call(context as never);
	if (exists !== true) await methods?.create.call(context as never);
}

const webhookData = (name: WebhookName) =>
	({ webhookDescription: { name, path: 'messages' } }) as unknown as IWebhookData;

const credentialIds = new WeakMap<object, string>();

/** Each credential of the tests is another one to n8n, so that what a process remembers of one holds for no other. */
function idOf(credential: IDataObject): string {
	const id = credentialIds.get(credential) ?? randomUUID();
	credentialIds.set(credential, id);
	return id;
}

function workflowOf({ credential, parameters, webhookId }: TriggerSetup): {
	workflow: Workflow;
	trigger: INode;
} {
	const trigger: INode = {
		...node('Trigger', TRIGGER, parameters ?? {}),
		typeVersion: 1.1,
		webhookId,
		credentials: { twilioCallMessagesApi: { id: idOf(credential), name: 'Twilio account' } },
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
	const onClose: Array<() => void> = [];
	return {
		answer: undefined as TriggerResult['answer'],
		statusCode: 200,
		closed: false,
		writableEnded: false,
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
		once(_event: 'close', listener: () => void) {
			onClose.push(listener);
			return this;
		},
		/** What n8n does once the execution is recorded. */
		close(statusCode: number | undefined) {
			this.statusCode = statusCode ?? sent.status;
			this.writableEnded = true;
			this.closed = true;
			onClose.forEach((listener) => listener());
		},
	};
}
