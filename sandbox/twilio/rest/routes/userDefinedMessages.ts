import type { Response } from 'express';
import { Router } from 'express';

import type { CallMessages } from '../../calls/callMessages';
import { parseContent } from '../../calls/content';
import type { EmulatorContext } from '../../emulatorContext';
import type { UserDefinedMessage } from '../../store';
import { findCall, requireActive } from '../callAccess';
import { readForm } from '../form';
import { FirstResults } from '../idempotency';
import { takes } from '../parameters';
import { representMessage } from '../representations';
import { methodNotAllowed, RestError } from '../restError';

/** In characters: for text outside ASCII Twilio does not say what it counts (https://www.twilio.com/docs/api/errors/32703). */
const MAX_CONTENT_LENGTH = 10_000;

// 415 because it is the media type that is refused; the dictionary names no HTTP status for 32701.
const wrongContentType = () =>
	new RestError(415, 32701, 'Unsupported Content-Type: send application/x-www-form-urlencoded');

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
	if (content === null || content === '') throw new RestError(400, 32702, 'Content is missing');
	if ([...content].length > MAX_CONTENT_LENGTH) {
		throw new RestError(400, 32703, `Content is longer than ${MAX_CONTENT_LENGTH} characters`);
	}
	if (!isJson(content)) throw new RestError(400, 32702, 'Content is not valid JSON');
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
