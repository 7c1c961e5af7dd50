import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readAutoSubscribe } from '../fields/autoSubscribe';
import { toBoolean } from '../fields/reading';
import { CALL_EVENTS, readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { addressBeside } from '../twilio/callback/calledUrls';
import { readCallReport, type CallReport } from '../twilio/callback/callReport';
import { chosenByApp } from '../twilio/callback/voiceRequest';
import { answerCall } from './answerCall';
import { acknowledge, answer, answerRefusal } from './answers';
import { subscribeToNamed, type Subscribed } from './autoSubscribe';
import { callEventOf, type CallEventItem } from './callEvents';
import { deliveryOf, isTooOld, nothingReceived } from './delivery';
import type { Delivery } from './duplicates';
import { provenCallback, type Proven } from './provenCallback';

/** Twilio waits 15 seconds for an answer. */
const MOST_PATIENCE_MS = 12_000;

const received = nothingReceived();

/**
 * Handles what Twilio reports while a call lasts. With Auto-Subscribe the legs it names are subscribed to the message URL
 * of this trigger, each once. An event among those chosen starts an execution, once, whatever became of the
 * subscription; where none starts, Twilio is told when subscribing failed, and the next report of the leg tries again.
 */
export async function receiveCallReport(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallReport, readSetup);
	if (!callback.isProven) return callback.answer;
	const { value: report, setup, url } = callback;
	if (report.kind === 'voice') {
		context.logger.warn(
			`${context.getNode().name} was asked what to do with a call at its call-status URL. Enter the URL that ends in voice as Voice URL of the TwiML App at Twilio, and this one as its status callback. The call was answered, and neither subscribed nor an event.`,
		);
		return answerCall(context, chosenByApp(report));
	}
	if (!setup.autoSubscribe && !setup.isForEvents) {
		return answer(context, 404, 'Neither Auto-Subscribe nor a call event is on');
	}
	if ('timestamp' in report && isTooOld(report, setup)) return answerRefusal(context, 'age', [url]);

	const event = callEventOf(report);
	const [subscribed, delivery] = await Promise.all([
		subscribe(context, callback),
		deliveryOfEvent(context, event, setup),
	]);
	if (delivery === 'first' && event) {
		const { item, parameters } = event;
		const json = setup.isSimplified
			? item
			: { ...Object.fromEntries(parameters), event: event.name };
		return { workflowData: [[{ json }]] };
	}
	if (delivery === 'undecided') return answer(context, 503, 'Still being recorded');
	return answerSubscribed(context, subscribed);
}

type Setup = ReturnType<typeof readSetup>;

function readSetup(context: IWebhookFunctions) {
	const events = readTriggerEvents(context);
	return {
		webhookUrl: context.getNodeWebhookUrl('setup') ?? '',
		events,
		isForEvents: CALL_EVENTS.some((event) => events.has(event)),
		autoSubscribe: readAutoSubscribe(context),
		isSimplified: toBoolean(context.getNodeParameter('simplify')) ?? true,
		...readTriggerOptions(context),
	};
}

async function subscribe(
	context: IWebhookFunctions,
	{ value: report, setup, url }: Proven<CallReport, Setup>,
): Promise<Subscribed> {
	if (!setup.autoSubscribe) return 'nothing';
	const { originalUrl } = context.getRequestObject();
	const messageUrl = addressBeside({ ...setup, originalUrl }, url, 'messages');
	return await subscribeToNamed(context, report, {
		...setup.autoSubscribe,
		messageUrl,
		patienceMs: MOST_PATIENCE_MS,
	});
}

async function deliveryOfEvent(
	context: IWebhookFunctions,
	event: CallEventItem | undefined,
	setup: Setup,
): Promise<Delivery | 'unwanted'> {
	if (event === undefined || !setup.events.has(event.name)) return 'unwanted';
	return await deliveryOf(context, received, event, setup);
}

function answerSubscribed(
	context: IWebhookFunctions,
	subscribed: Subscribed,
): IWebhookResponseData {
	switch (subscribed) {
		case 'done':
		case 'nothing':
			return acknowledge(context);
		case 'failed':
			return answer(context, 502, 'The call could not be subscribed');
		case 'undecided':
			return answer(context, 503, 'Still being subscribed');
	}
}
