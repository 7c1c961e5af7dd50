import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { connect } from '../descriptions/connection';
import { readCredential, type TwilioCredential } from '../descriptions/credential';
import { readReplyPattern, type ReplyPattern } from '../descriptions/replyFields';
import {
	questionIn,
	replyUrl,
	resumeAddress,
	waitingRunIndex,
	type Question,
} from '../descriptions/replyUrl';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import type { JsonValue } from '../twilio/json';
import { isSid } from '../twilio/sids';
import {
	deleteUserDefinedMessageSubscription,
	ensureUserDefinedMessageSubscription,
} from '../twilio/rest/userDefinedMessageSubscriptions';
import { acceptCallback } from './acceptCallback';
import { acknowledge, answerRefusal } from './answers';
import { meetsConditions, valueAt } from './contentFilter';
import { incomingRequest } from './incomingRequest';

/** Twilio waits 15 seconds for the answer: two requests have to fit. */
const REQUEST = { timeoutMs: 4_000, maxRetries: 0 } as const;

/**
 * Handles the callback an execution waits for: the first proven message of the call that counts as a reply resumes
 * it. Other messages are acknowledged, also late ones that answer an earlier question of a loop, and whatever is not
 * proven is refused: the execution goes on waiting.
 */
export async function receiveReply(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = incomingRequest(context, {
		webhookUrl: resumeAddress(context),
		publicUrl: '',
	});
	const credential = await readCredential(context);
	const verdict = acceptCallback(request, credential, readCallMessage);
	if (!verdict.accepted) return answerRefusal(context, request, verdict.reason);

	const question = questionIn(verdict.url);
	const { value: message } = verdict;
	if (message.callSid !== question.callSid) return answerRefusal(context, request, 'call');
	const isLate = question.runIndex !== waitingRunIndex(context);
	if (!isLate && !isReply(message.content, readReplyPattern(context))) return acknowledge(context);

	await unsubscribe(context, credential, question);
	if (isLate) return acknowledge(context);
	return { workflowData: [[{ json: itemOf(message), pairedItem: { item: 0 } }]] };
}

function isReply(content: JsonValue, { field, value }: ReplyPattern): boolean {
	if (field === '') return true;
	return value === ''
		? valueAt(content, field) !== undefined
		: meetsConditions(content, [{ field, value }]);
}

function itemOf(message: CallMessage): IDataObject {
	const { sid, callSid, accountSid, contentType } = message;
	return {
		replied: true,
		reply: message.content,
		message: { sid, call_sid: callSid, account_sid: accountSid, content_type: contentType },
		sequence_number: message.sequenceNumber,
		timestamp: message.timestamp.toISOString(),
	};
}

/**
 * Ends the subscription of a question. Nothing the node knew when it asked is known here, and Twilio has no list of
 * subscriptions: the same request under the same idempotency key names it once more. A failure only costs
 * callbacks nobody waits for, until the call ends.
 */
async function unsubscribe(
	context: IWebhookFunctions,
	credential: TwilioCredential,
	question: Question,
): Promise<void> {
	const http = connect(context, credential, REQUEST);
	const { callSid } = question;
	const callbackUrl = replyUrl(context, question);
	try {
		const { sid } = await ensureUserDefinedMessageSubscription(http, { callSid, callbackUrl });
		if (isSid('ZY', sid)) await deleteUserDefinedMessageSubscription(http, { callSid, sid });
	} catch (error) {
		context.logger.warn(
			`${context.getNode().name} could not unsubscribe from call ${callSid} after its reply: ${String(error)}. It ends with the call.`,
		);
	}
}
