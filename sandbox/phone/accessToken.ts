// Only the token part: the whole package takes seconds to load.
import AccessToken from 'twilio/lib/jwt/AccessToken';

import type { Account } from '../twilio/account';

export interface AccessTokenOptions {
	readonly account: Account;
	/** Who the app is: `alice` is called as `client:alice`. */
	readonly identity: string;
	/** The TwiML App that answers calls of the app, `AP…`. */
	readonly applicationSid: string;
	/** Default 3600: an hour. */
	readonly livesSeconds?: number;
}

/** What the Voice SDK signs in with: may be called and may call. Made as a real token server makes it. */
export function createAccessToken({
	account,
	identity,
	applicationSid,
	livesSeconds = 3600,
}: AccessTokenOptions): string {
	const token = new AccessToken(account.sid, account.apiKeySid, account.apiKeySecret, {
		identity,
		ttl: livesSeconds,
	});
	const grant = { incomingAllow: true, outgoingApplicationSid: applicationSid };
	token.addGrant(new AccessToken.VoiceGrant(grant));
	return token.toJwt();
}
