import type { IDataObject } from 'n8n-workflow';

import { subscriptionKey } from '../delivery/idempotencyKey';
import type { TwilioHttp } from './request';

/** Where Twilio should deliver what the app on a call sends. */
export interface NewSubscription {
	readonly callSid: string;
	readonly callbackUrl: string;
	readonly callbackMethod: 'POST' | 'GET';
	readonly idempotencyKey: string;
}

/**
 * Subscribes to the messages of a live call and resolves with the UserDefinedMessageSubscription resource.
 * Keep its SID: Twilio has no way to list subscriptions.
 * Source: https://www.twilio.com/docs/voice/api/userdefinedmessagesubscription-resource
 */
export async function createUserDefinedMessageSubscription(
	http: TwilioHttp,
	subscription: NewSubscription,
): Promise<IDataObject> {
	return await http({
		method: 'POST',
		path: `/Calls/${subscription.callSid}/UserDefinedMessageSubscriptions.json`,
		form: {
			Callback: subscription.callbackUrl,
			Method: subscription.callbackMethod,
			IdempotencyKey: subscription.idempotencyKey,
		},
		success: { status: 201, sid: 'ZY' },
	});
}

/**
 * The same for deliveries by POST, under a key made of the subscription itself: however often and by whom it is
 * asked for, it is one, and asking again names it.
 */
export async function ensureUserDefinedMessageSubscription(
	http: TwilioHttp,
	{ callSid, callbackUrl }: Pick<NewSubscription, 'callSid' | 'callbackUrl'>,
): Promise<IDataObject> {
	const subscription = { callSid, callbackUrl, callbackMethod: 'POST' } as const;
	return await createUserDefinedMessageSubscription(http, {
		...subscription,
		idempotencyKey: subscriptionKey(subscription),
	});
}

/** Removes a subscription. */
export async function deleteUserDefinedMessageSubscription(
	http: TwilioHttp,
	subscription: { readonly callSid: string; readonly sid: string },
): Promise<void> {
	await http({
		method: 'DELETE',
		path: `/Calls/${subscription.callSid}/UserDefinedMessageSubscriptions/${subscription.sid}.json`,
		success: { status: 204 },
	});
}
