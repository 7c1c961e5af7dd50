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
