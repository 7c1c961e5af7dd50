import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { connect } from '../n8n/connection';
import { readUsableCredential } from '../n8n/credential';
import { readReplyPattern, type ReplyPattern } from '../fields/replyFields';
import {
	askedForIn,
	questionOf,
	resumeAddress,
	resumingOf,
	waitingRunIndex,
	type AskedFor,
} from '../n8n/resuming';
import { readCallMessage, type CallMessage } from '../twilio/callback/messageCallback';
import type { JsonValue } from '../twilio/json';
import { closeQuestion } from '../twilio/rest/questions';
import { acknowledge, answer, answerRefusal } from './answers';
import { fieldOf, unmetCondition } from './contentFilter';
import { ReceivedCallbacks } from './duplicates';
import { provenCallback } from './provenCallback';
import { isRecorded } from './recording';

/** Twilio waits 15 seconds for the answer: two requests have to fit. */
const REQUEST = { timeoutMs: 4_000, maxRetries: 0 } as const;

/** Questions that got their reply: n8n 1 resumes an execution with each of those that come at the same moment. */
const answered = new ReceivedCallbacks(10_000);

/**
 * Handles the callback an execution waits for: the first proven message of the call that counts as a reply resumes
 * it. Other messages are acknowledged, also late ones that answer an earlier question of a loop, and whatever is not
 * proven is refused: the execution goes on waiting.
 */
export async function receiveReply(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = await provenCallback(context, readCallMessage, readSetup);
	if (!callback.isProven) return callback.answer;

	const { value: message, url, setup } = callback;
	const asked = askedForIn(url);
	if (message.callSid !== asked.callSid) return answerRefusal(context, 'call', [url]);
	if (asked.runIndex !== waitingRunIndex(resumingOf(context))) {
		await unsubscribe(context, asked);
		return acknowledge(context);
	}
	if (!isReply(context, message)) return acknowledge(context);

	const question = `${setup.webhookUrl} ${asked.runIndex}`;
	const recording = async () => await isRecorded(context.getResponseObject());
	const delivery = await answered.claim(question, recording);
	if (delivery === 'repeat') return acknowledge(context);
	if (delivery === 'undecided') return answer(context, 503, 'Another reply is being recorded');
	await unsubscribe(context, asked);
	return { workflowData: [[{ json: itemOf(message), pairedItem: { item: 0 } }]] };
}

const readSetup = (context: IWebhookFunctions) => ({
	webhookUrl: resumeAddress(resumingOf(context)),
	publicUrls: [],
});

function isReply(context: IWebhookFunctions, { content, sid }: CallMessage): boolean {
	const pattern = readReplyPattern(context);
	if (hasPattern(content, pattern)) return true;
	context.logger.debug(
		`${context.getNode().name} took message ${sid} for no reply: its field "${pattern.field}" is not what Reply Field and Reply Value want.`,
	);
	return false;
}

function hasPattern(content: JsonValue, { field, value }: ReplyPattern): boolean {
	if (field === '') return true;
	return value === ''
		? fieldOf(content, field) !== undefined
		: unmetCondition(content, [{ field, value }]) === undefined;
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

/** Ends the subscription of a question. A failure only costs callbacks nobody waits for, until the call ends. */
async function unsubscribe(context: IWebhookFunctions, asked: AskedFor): Promise<void> {
	try {
		const http = connect(context, await readUsableCredential(context), REQUEST);
		const question = questionOf(resumingOf(context), asked);
		const address = asked.isEarly ? question.early : question.lasting;
		await closeQuestion(http, question, address);
	} catch (error) {
		context.logger.warn(
			`${context.getNode().name} could not unsubscribe from call ${asked.callSid} after its reply: ${String(error)}. It ends with the call.`,
		);
	}
}
