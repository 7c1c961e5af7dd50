import { TokenExpiredError, verify, type JwtPayload } from 'jsonwebtoken';
import { z } from 'zod';

import type { Account } from '../account';
import { SdkRefusal } from '../refusal';

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
 * is not looked at. SdkRefusal 31205 for an expired token, 31204 for any other that this account did not sign.
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
			? new SdkRefusal(400, 31205, 'JWT token expired')
			: invalidToken();
	}
}

const invalidToken = () => new SdkRefusal(400, 31204, 'Invalid JWT token');
