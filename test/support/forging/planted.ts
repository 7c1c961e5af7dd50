import { createHash } from 'node:crypto';

import { JOIN } from '../callReports';
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

/** A forged JSON body, and the query parameter that would make a signed URL vouch for it. */
export const bodyByHash = hashed(forged);

/** The same of a report. */
export const reportByHash = hashed({ ...JOIN, CallSid: VICTIM });

function hashed(parameters: Readonly<Record<string, string>>) {
	const body = JSON.stringify(parameters);
	const hash = createHash('sha256').update(body).digest('hex');
	return { body, hash, planted: `?&bodySHA256=${hash}&` };
}
