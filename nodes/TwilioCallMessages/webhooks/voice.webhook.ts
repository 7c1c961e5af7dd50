import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readAutoSubscribe } from '../fields/autoSubscribe';
import { toBoolean } from '../fields/reading';
import { readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { isAppLeg } from '../twilio/callLeg';
import { addressBeside } from '../twilio/callback/calledUrls';
import { readCallReport } from '../twilio/callback/callReport';
import { chosenByApp, type VoiceRequest } from '../twilio/callback/voiceRequest';
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
	const { value: request, setup } = callback;
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
	const isSubscribed = await subscribe(context, { ...callback, value: request });
	const answered = answerCall(context, chosenByApp(request));
	if (!setup.isWanted || !isPlacedByApp(request)) return answered;
	const occurrence = { key: request.callSid, timestamp: new Date() };
	if ((await deliveryOf(context, received, occurrence, setup)) !== 'first') return answered;
	return { ...answered, workflowData: [[{ json: itemOf(request, isSubscribed, setup) }]] };
}

type Setup = ReturnType<typeof readSetup>;

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: context.getNodeWebhookUrl('setup') ?? '',
	isWanted: readTriggerEvents(context).has('callPlaced'),
	autoSubscribe: readAutoSubscribe(context),
	isSimplified: toBoolean(context.getNodeParameter('simplify')) ?? true,
	...readTriggerOptions(context),
});

/** Twilio asks again in the course of a call, when the TwiML says so: that is no new call. */
function isPlacedByApp(request: VoiceRequest): boolean {
	return request.isCertain && request.status === 'ringing' && isAppLeg(request);
}

async function subscribe(
	context: IWebhookFunctions,
	{ value: request, setup, url, credential }: Proven<VoiceRequest, Setup>,
): Promise<boolean> {
	if (!setup.autoSubscribe) return false;
	const { originalUrl } = context.getRequestObject();
	const outcome = await subscribeToNamed(context, credential, request, {
		...setup.autoSubscribe,
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

function itemOf(
	request: VoiceRequest,
	isSubscribed: boolean,
	{ isSimplified }: Setup,
): IDataObject {
	if (!isSimplified) {
		const asSent = Object.fromEntries(request.parameters);
		return { ...asSent, event: 'callPlaced', subscribed: isSubscribed };
	}
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
