import { parse } from 'node:querystring';
import { validateRequestWithBody } from 'twilio/lib/webhooks/webhooks';

import type { SignedRequest } from '../../nodes/TwilioCallMessages/twilio/callback/signature';

/** A form body as Twilio's validator wants it: it looks for arrays of this realm, Node's own are of another. */
export const formOf = ({ rawBody }: SignedRequest) =>
	Object.fromEntries(
		Object.entries(parse(rawBody.toString())).map(([name, value]) => [
			name,
			Array.isArray(value) ? [...value] : value,
		]),
	);

/** Tells what Twilio's SDK says about a request that is signed with the hash of its body. */
export const believesBodyHash = ({ url, signature, rawBody }: SignedRequest, authToken: string) =>
	validateRequestWithBody(authToken, signature ?? '', url, rawBody.toString());
