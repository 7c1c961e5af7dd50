import type { Response } from 'express';
import { Router } from 'express';

import { Refusal } from '../../../refusal';
import type { CallMessages } from '../../calls/callMessages';
import { parseContent } from '../../calls/content';
import type { EmulatorContext } from '../../emulatorContext';
import type { UserDefinedMessage } from '../../store';
import { findCall, requireActive } from '../callAccess';
import { readForm } from '../form';
import { FirstResults } from '../idempotency';
import { takes } from '../parameters';
import { representMessage } from '../representations';
import { methodNotAllowed } from '../restError';

/** In characters: for text outside ASCII Twilio does not say what it counts (https://www.twilio.com/docs/api/errors/32703). */
const MAX_CONTENT_LENGTH = 10_000;

// 415 because it is the media type that is refused; the dictionary names no HTTP status for 32701.
const wrongContentType = () =>
	new Refusal(415, 'Unsupported Content-Type: send application/x-www-form-urlencoded', 32701);

/**
 * POST Calls/{CallSid}/UserDefinedMessages.json: https://www.twilio.com/docs/voice/api/userdefinedmessage-resource
 * Twilio leaves open whether 32701 to 32703 come in the REST answer or only in the debugger: here they are the answer.
 */
export function userDefinedMessagesRoutes(
	context: EmulatorContext,
	messages: CallMessages,
): Router {
	const router = Router({ caseSensitive: true, strict: true, mergeParams: true });
	const firstResults = new FirstResults<UserDefinedMessage>();
	router
		.route('/Calls/:callSid/UserDefinedMessages.json')
		.post(takes({ form: ['Content', 'IdempotencyKey'] }), (request, response) => {
			const call = findCall(context.store, request.params.callSid, request);
			const form = readForm(request, wrongContentType());
			const content = readContent(form);
			const message = firstResults.once(call.sid, form.get('IdempotencyKey'), () => {
				requireActive(call);
				const created = messages.create(call.sid, content);
				messages.hear(created, context.ledger.isStruck(response) ? null : closed(response));
				return created;
			});
			response.status(201).json(representMessage(context.account.sid, message));
		})
		.all(methodNotAllowed);
	return router;
}

/** 'close' follows the last byte of the answer, and comes even when the client hangs up early. */
const closed = (response: Response): Promise<void> =>
	new Promise((resolve) => response.once('close', resolve));

function readContent(form: URLSearchParams): string {
	const content = form.get('Content');
	if (content === null || content === '') throw new Refusal(400, 'Content is missing', 32702);
	if ([...content].length > MAX_CONTENT_LENGTH) {
		throw new Refusal(400, `Content is longer than ${MAX_CONTENT_LENGTH} characters`, 32703);
	}
	if (!isJson(content)) throw new Refusal(400, 'Content is not valid JSON', 32702);
	return content;
}

function isJson(text: string): boolean {
	try {
		parseContent(text);
		return true;
	} catch {
		return false;
	}
}
