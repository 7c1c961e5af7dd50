import type { Account } from '../account';
import { API_VERSION } from '../apiVersion';
import type { Call } from '../calls/calls';
import { durationSeconds, isEnded } from '../calls/calls';
import { toRfc2822 } from '../dates';
import type { Subscription, UserDefinedMessage } from '../store';

const CALL_SUBRESOURCES = {
	notifications: 'Notifications',
	recordings: 'Recordings',
	payments: 'Payments',
	events: 'Events',
	siprec: 'Siprec',
	streams: 'Streams',
	transcriptions: 'Transcriptions',
	user_defined_message_subscriptions: 'UserDefinedMessageSubscriptions',
	user_defined_messages: 'UserDefinedMessages',
};

/** The Account resource; the fields of `api.v2010.account` in `openapi.json`. */
export function representAccount(account: Account, createdAt: Date) {
	const path = accountPath(account.sid);
	return {
		auth_token: account.authToken,
		date_created: toRfc2822(createdAt),
		date_updated: toRfc2822(createdAt),
		friendly_name: 'Twilio emulator',
		owner_account_sid: account.sid,
		sid: account.sid,
		status: 'active',
		subresource_uris: { calls: `${path}/Calls.json` },
		type: 'Full',
		uri: `${path}.json`,
	};
}

/** A leg as GET Calls shows it; the fields of `api.v2010.account.call` in `openapi.json`. */
export function representCall(accountSid: string, call: Call) {
	const path = callPath(accountSid, call.sid);
	return {
		account_sid: accountSid,
		answered_by: null,
		api_version: API_VERSION,
		caller_name: null,
		date_created: toRfc2822(call.createdAt),
		date_updated: toRfc2822(call.updatedAt),
		direction: call.direction,
		duration: isEnded(call) ? String(durationSeconds(call)) : null,
		end_time: call.endedAt && toRfc2822(call.endedAt),
		forwarded_from: null,
		from: call.from,
		from_formatted: formatNumber(call.from),
		group_sid: null,
		parent_call_sid: call.parentCallSid,
		phone_number_sid: null,
		price: null,
		price_unit: 'USD',
		queue_time: '0',
		sid: call.sid,
		start_time: call.dialledAt && toRfc2822(call.dialledAt),
		status: call.status,
		subresource_uris: callSubresources(path),
		to: call.to,
		to_formatted: formatNumber(call.to),
		trunk_sid: null,
		uri: `${path}.json`,
	};
}

/** `api.v2010.account.call.user_defined_message` in `openapi.json`: the answer never repeats the content. */
export function representMessage(accountSid: string, message: UserDefinedMessage) {
	return {
		account_sid: accountSid,
		call_sid: message.callSid,
		date_created: toRfc2822(message.createdAt),
		sid: message.sid,
	};
}

/** `api.v2010.account.call.user_defined_message_subscription` in `openapi.json`. */
export function representSubscription(accountSid: string, subscription: Subscription) {
	const { sid, callSid, createdAt } = subscription;
	return {
		account_sid: accountSid,
		call_sid: callSid,
		date_created: toRfc2822(createdAt),
		sid,
		uri: `${callPath(accountSid, callSid)}/UserDefinedMessageSubscriptions/${sid}.json`,
	};
}

export const accountPath = (accountSid: string): string => `/${API_VERSION}/Accounts/${accountSid}`;

const callPath = (accountSid: string, callSid: string): string =>
	`${accountPath(accountSid)}/Calls/${callSid}`;

function callSubresources(path: string): Record<string, string> {
	const entries = Object.entries(CALL_SUBRESOURCES);
	return Object.fromEntries(entries.map(([name, segment]) => [name, `${path}/${segment}.json`]));
}

/** North American numbers as in the OpenAPI examples, `(305) 141-6799`; other addresses unchanged. */
function formatNumber(address: string): string {
	return address.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
