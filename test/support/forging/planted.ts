import { createHash } from 'node:crypto';

import { MESSAGE } from '../signedRequests';

/** The call an adversary wants a message to come from, and a SID of their choice for it. */
export const VICTIM = `CA${'9'.repeat(32)}`;
export const OTHER_SID = `KX${'8'.repeat(32)}`;

const forged = {
	...MESSAGE,
	CallSid: VICTIM,
	Content: '666',
	SequenceNumber: '999',
	Sid: OTHER_SID,
};

/** A forged query that a URL can end with. */
export const FORGED_QUERY = `?&${new URLSearchParams(forged).toString()}&Zz=`;

const body = JSON.stringify(forged);

/** A forged JSON body, and the query parameter that would make a signed URL vouch for it. */
export const bodyByHash = {
	body,
	planted: `?&bodySHA256=${createHash('sha256').update(body).digest('hex')}&`,
};
