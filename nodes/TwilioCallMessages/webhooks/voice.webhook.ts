import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { readAutoSubscribe } from '../fields/autoSubscribe';
import { toBoolean } from '../fields/reading';
import { readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { isAppLeg } from '../twilio/callLeg';
import { addressBeside } from '../twilio/callback/calledUrls';
import { readCallReport, type CallReport } from '../twilio/callback/callReport';
import { chosenByApp, type VoiceRequest } from '../twilio/callback/voiceRequest';
import { attempt } from '../twilio/rest/problem';
import { answerCall } from './answerCall';
import { subscribeToNamed } from './autoSubscribe';
import { deliveryOf, nothingReceived } from './delivery';
import { provenCallback, type Proven } from './provenCallback';

/** Twilio waits 15 seconds for TwiML, and the person who calls waits with it. */
const MOST_PATIENCE_MS = 4_000;

const received = nothingReceived();

/**
 * Handles the request of a Voice URL: what to do with a call. Whatever is proven is answered with TwiML, so that no call
 * dies of something else that goes wrong. With Auto-Subscribe the call is subscribed before, unless that takes too long; the
 * event Call Placed starts an execution once the answer is given.
 */
export async function receiveVoiceRequest(
	context: IWebhookFunctions,
): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallReport, readSetup);
	if (!callback.isProven) return callback.answer;
	const { value: request } = callback;
	if (request.kind !== 'voice') {
		context.logger.warn(
			`${context.getNode().name} was told what becomes of a call at its Voice URL, which is for what to do with one. Register the URL that ends in call-status as status callback at Twilio instead.`,
		);
		return answerCall(context);
	}
	if (!request.isCertain) {
		context.logger.warn(
			`${context.getNode().name} answered a call without subscribing to it or starting the workflow: a parameter of its app looks like one of Twilio's own, so nobody can tell which call it is. Give the app's parameters names that do not end in CallSid, AccountSid or CallStatus, or have Twilio ask by GET.`,
		);
	}
	const isSubscribed = await orLogged(
		context,
		false,
		async () => await subscribe(context, callback, request),
	);
	const answered = answerCall(context, chosenByApp(request));
	const items = await orLogged(
		context,
		[],
		async () => await eventOf(context, callback, request, isSubscribed),
	);
	return items.length === 0 ? answered : { ...answered, workflowData: [items] };
}

type Callback = Proven<CallReport, ReturnType<typeof readSetup>>;

/** Nothing but what the proof needs: what else cannot be read must not keep the call from its answer. */
const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('setup') ?? '',
	...readTriggerOptions(context),
});

/** What came of some work beside the answer; where it fails the log says why, and the call goes on. */
async function orLogged<T>(
	context: IWebhookFunctions,
	otherwise: T,
	work: () => Promise<T>,
): Promise<T> {
	const done = await attempt(work);
	if (done.ok) return done.value;
	context.logger.error(
		`${context.getNode().name} answers a call whose request it cannot do more with: ${done.problem.problem}.`,
	);
	return otherwise;
}

async function eventOf(
	context: IWebhookFunctions,
	{ setup }: Callback,
	request: VoiceRequest,
	isSubscribed: boolean,
): Promise<INodeExecutionData[]> {
	if (!isPlacedByApp(request) || !readTriggerEvents(context).has('callPlaced')) return [];
	const occurrence = { key: request.callSid, timestamp: new Date() };
	const delivery = await deliveryOf(context, received, occurrence, setup);
	if (delivery !== 'first') return [];
	const isSimplified = toBoolean(context.getNodeParameter('simplify')) ?? true;
	return [
		{ json: isSimplified ? simplified(request, isSubscribed) : asSent(request, isSubscribed) },
	];
}

/** Twilio asks again in the course of a call, when the TwiML says so: that is no new call. */
function isPlacedByApp(request: VoiceRequest): boolean {
	return request.isCertain && request.status === 'ringing' && isAppLeg(request);
}

async function subscribe(
	context: IWebhookFunctions,
	{ setup, url }: Callback,
	request: VoiceRequest,
): Promise<boolean> {
	const autoSubscribe = readAutoSubscribe(context);
	if (!autoSubscribe) return false;
	const { originalUrl } = context.getRequestObject();
	const outcome = await subscribeToNamed(context, request, {
		...autoSubscribe,
		messageUrl: addressBeside({ ...setup, originalUrl }, url, 'messages'),
		patienceMs: MOST_PATIENCE_MS,
	});
	if (outcome === 'undecided') {
		context.logger.warn(
			`${context.getNode().name} answered call ${request.callSid} before it was subscribed, since that took longer than ${MOST_PATIENCE_MS / 1_000} seconds. It goes on; what the app says until then is lost.`,
		);
	}
	return outcome === 'done';
}

function simplified(request: VoiceRequest, isSubscribed: boolean): IDataObject {
	return {
		event: 'callPlaced',
		call_sid: request.callSid,
		account_sid: request.accountSid,
		application_sid: request.applicationSid,
		from: request.from,
		to: request.to,
		parameters: { ...request.ownParameters },
		subscribed: isSubscribed,
	};
}

function asSent({ parameters }: VoiceRequest, isSubscribed: boolean): IDataObject {
	return { ...Object.fromEntries(parameters), event: 'callPlaced', subscribed: isSubscribed };
}
