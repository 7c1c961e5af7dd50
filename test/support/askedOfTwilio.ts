import type { TwilioEmulator } from '../../sandbox/twilio/server';

type WithRequests = Pick<TwilioEmulator, 'requests'>;

/** The paths, below the account, that were asked for. */
export function lookups({ requests }: WithRequests): string[] {
	return requests
		.filter(({ method }) => method === 'GET')
		.map(({ path }) => path.replace(/^.*\/Accounts\/\w+/, ''))
		.sort();
}

/** How many messages Twilio was asked to send, whatever became of them. */
export function messageRequests({ requests }: WithRequests): number {
	return requests.filter(({ method }) => method === 'POST').length;
}

/** For which of these calls Twilio was asked for a subscription, as often as it was. */
export function subscriptionRequests(
	{ requests }: WithRequests,
	calls: readonly string[],
): string[] {
	return requests
		.filter(({ path }) => path.endsWith('/UserDefinedMessageSubscriptions.json'))
		.flatMap(({ callSid = '' }) => (calls.includes(callSid) ? [callSid] : []));
}
