import { Router } from 'express';

import { Refusal } from '../../../refusal';
import { isCallbackUrl } from '../../callbacks/callbackUrl';
import type { CallMessages } from '../../calls/callMessages';
import type { CallbackMethod } from '../../calls/calls';
import type { EmulatorContext } from '../../emulatorContext';
import type { Subscription } from '../../store';
import { findCall, requireActive } from '../callAccess';
import { formExpected, readForm } from '../form';
import { FirstResults } from '../idempotency';
import { takes } from '../parameters';
import { representSubscription } from '../representations';
import { badRequest, methodNotAllowed, notFound } from '../restError';

const COLLECTION = '/Calls/:callSid/UserDefinedMessageSubscriptions.json';
const INSTANCE = '/Calls/:callSid/UserDefinedMessageSubscriptions/:sid.json';

/**
 * Create and delete, the only methods there are: nobody can list or fetch a subscription.
 * https://www.twilio.com/docs/voice/api/userdefinedmessagesubscription-resource
 */
export function userDefinedMessageSubscriptionsRoutes(
	context: EmulatorContext,
	messages: CallMessages,
): Router {
	const router = Router({ caseSensitive: true, strict: true });
	const firstResults = new FirstResults<Subscription>();
	router
		.route(COLLECTION)
		.post(takes({ form: ['Callback', 'Method', 'IdempotencyKey'] }), (request, response) => {
			const call = findCall(context.store, request.params.callSid, request);
			const form = readForm(request, formExpected());
			const callback = readCallback(form);
			const method = readMethod(form);
			const subscription = firstResults.once(call.sid, form.get('IdempotencyKey'), () => {
				requireActive(call);
				return messages.subscribe(call.sid, callback, method);
			});
			response.status(201).json(representSubscription(context.account.sid, subscription));
		})
		.all(methodNotAllowed);
	router
		.route(INSTANCE)
		.delete(takes({}), (request, response) => {
			const { callSid, sid } = request.params;
			if (!messages.unsubscribe(callSid, sid)) throw notFound(request);
			response.status(204).end();
		})
		.all(methodNotAllowed);
	return router;
}

/** 21609 is named for StatusCallback; that a bad Callback gets the same code is assumed. */
function readCallback(form: URLSearchParams): string {
	const callback = form.get('Callback');
	if (callback === null || callback === '') throw badRequest('Callback is missing');
	if (!isCallbackUrl(callback)) throw new Refusal(400, 'Callback is not a valid URL', 21609);
	return callback;
}

function readMethod(form: URLSearchParams): CallbackMethod {
	const method = form.get('Method') ?? 'POST';
	if (method !== 'GET' && method !== 'POST') throw badRequest('Method must be GET or POST');
	return method;
}
