import { sign } from 'jsonwebtoken';
// Only the token part: the whole package takes seconds to load.
import AccessToken from 'twilio/lib/jwt/AccessToken';

import type { Account } from '../../../sandbox/twilio/account';

/** As `AccessToken` makes them: https://www.twilio.com/docs/iam/access-tokens */
const HEADER = { cty: 'twilio-fpa;v=1', typ: 'JWT' };

interface TokenOptions {
	readonly identity?: string;
	readonly ttlSeconds?: number;
	/** Default one voice grant. */
	readonly grants?: readonly AccessToken.Grant<unknown, unknown, unknown>[];
}

const voiceGrant = () => new AccessToken.VoiceGrant({ incomingAllow: true });

/** What a server gives its app to sign in with, made by Twilio's own package; of alice unless told otherwise. */
export function voiceToken(account: Account, options: TokenOptions = {}): string {
	const { identity = 'alice', ttlSeconds: ttl = 3600, grants = [voiceGrant()] } = options;
	const { sid, apiKeySid, apiKeySecret } = account;
	const token = new AccessToken(sid, apiKeySid, apiKeySecret, { identity, ttl });
	grants.forEach((grant) => token.addGrant(grant));
	return token.toJwt();
}

/** A token with grants that Twilio's package does not make. */
export function tokenWithGrants(account: Account, grants: unknown): string {
	return sign({ grants }, account.apiKeySecret, {
		header: { alg: 'HS256', ...HEADER },
		issuer: account.apiKeySid,
		subject: account.sid,
		expiresIn: 3600,
	});
}

/** The same claims as in a token, unsigned: `alg: none`. */
export function withoutSignature(token: string): string {
	const header = Buffer.from(JSON.stringify({ alg: 'none', ...HEADER })).toString('base64url');
	return `${header}.${token.split('.')[1]}.`;
}
