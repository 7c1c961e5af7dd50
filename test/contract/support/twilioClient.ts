import twilio, { type Twilio } from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';

import type { Account } from '../../../sandbox/twilio/account';

class RedirectingClient extends RequestClient {
	constructor(private readonly baseUrl: string) {
		super();
	}

	override async request<Data>(options: RequestClient.RequestOptions<Data>) {
		const uri = options.uri.replace('https://api.twilio.com', this.baseUrl);
		return await super.request<Data>({ ...options, uri });
	}
}

/** Twilio's own SDK, unchanged but for the host it talks to. Signs in with the Auth Token unless told otherwise. */
export function createTwilioClient(
	baseUrl: string,
	account: Account,
	signIn: { readonly username: string; readonly password: string } = {
		username: account.sid,
		password: account.authToken,
	},
): Twilio {
	return twilio(signIn.username, signIn.password, {
		accountSid: account.sid,
		httpClient: new RedirectingClient(baseUrl),
	});
}
