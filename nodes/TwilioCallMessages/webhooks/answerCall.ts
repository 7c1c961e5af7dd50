import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { answersVoiceUrl, readVoiceAnswer } from '../fields/voiceAnswer';
import { problemOf } from '../twilio/rest/problem';
import { say } from '../twilio/twiml/answers';

const APOLOGY =
	'We are sorry, your call cannot be connected at the moment. Please try again later.';

/**
 * Answers a request for TwiML, whatever happens: with the answer of the trigger, given the parameters that the app chose,
 * or, when that cannot be used, with a spoken apology and a line in the log. Starts nothing.
 */
export function answerCall(
	context: IWebhookFunctions,
	ownParameters: Readonly<Record<string, string>> = {},
): IWebhookResponseData {
	const twiml = twimlFor(context, ownParameters);
	context.getResponseObject().status(200).type('text/xml').send(twiml);
	return { noWebhookResponse: true };
}

function twimlFor(
	context: IWebhookFunctions,
	ownParameters: Readonly<Record<string, string>>,
): string {
	try {
		if (answersVoiceUrl(context)) return readVoiceAnswer(context, ownParameters);
		logApology(context, 'Answer Voice URL is off. Switch it on, and publish the workflow');
	} catch (error) {
		logApology(context, problemOf(error).problem);
	}
	return say(APOLOGY);
}

function logApology(context: IWebhookFunctions, problem: string): void {
	context.logger.error(
		`${context.getNode().name} answered a call with a spoken apology: ${problem}.`,
	);
}
