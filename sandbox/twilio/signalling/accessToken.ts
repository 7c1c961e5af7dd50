import { TokenExpiredError, verify, type JwtPayload } from 'jsonwebtoken';
import { z } from 'zod';

import { Refusal } from '../../refusal';
import type { Account } from '../account';

const claimsShape = z.object({
	exp: z.number(),
	grants: z.object({ identity: z.string().min(1), voice: z.object({}).passthrough() }),
});

/** Who an SDK is, and for how many seconds it stays so. */
export interface Identified {
	readonly identity: string;
	readonly ttlSeconds: number;
}

/**
 * The person an access token with a voice grant names: https://www.twilio.com/docs/iam/access-tokens. What the grant allows
 * is not looked at. Refusal 31205 for an expired token, 31204 for any other that this account did not sign.
 */
export function readAccessToken(token: string, account: Account): Identified {
	const { exp, grants } = readClaims(token, account);
	return {
		identity: grants.identity,
		ttlSeconds: Math.max(0, exp - Math.floor(Date.now() / 1000)),
	};
}

function readClaims(token: string, account: Account) {
	const claims = claimsShape.safeParse(verifySignature(token, account));
	if (!claims.success) throw invalidToken();
	return claims.data;
}

function verifySignature(token: string, account: Account): string | JwtPayload {
	try {
		return verify(token, account.apiKeySecret, {
			algorithms: ['HS256'],
			issuer: account.apiKeySid,
			subject: account.sid,
		});
	} catch (error) {
		throw error instanceof TokenExpiredError
			? new Refusal(400, 'JWT token expired', 31205)
			: invalidToken();
	}
}

const invalidToken = () => new Refusal(400, 'Invalid JWT token', 31204);
