import type { Explanation } from '../result';
import type { Failure } from './failure';

const SIGN_IN: Explanation = {
	problem: 'Twilio did not accept the credential',
	remedy:
		'Check your credential: Account SID and Auth Token (or API key SID and secret), that the key was not deleted, and that region and credential belong together.',
};

const NO_PERMISSION: Explanation = {
	problem: 'The credential is not allowed to do this',
	remedy:
		'Use a credential of the account that owns the call. A restricted API key needs the right to read calls and to create user-defined messages and subscriptions.',
};

const INACTIVE_ACCOUNT: Explanation = {
	problem: 'The Twilio account is not active',
	remedy:
		'It may be suspended, closed or out of funds. Look at the account in the Twilio Console, or ask its owner.',
};

const NOT_FOUND: Explanation = {
	problem: 'Twilio does not know this call or subscription',
	remedy:
		'Check the Call SID, and that account and region are those of the call. A subscription ends with its call. For an app that was dialled, use the Call SID of its own (child) leg.',
};

const NO_LIST: Explanation = {
	problem: 'Twilio does not know the account, or has no such list',
	remedy: 'Check Account SID, Region and API Base URL in the credential.',
};

const TOO_MANY_REQUESTS: Explanation = {
	problem: 'Twilio refused because of too many requests',
	remedy:
		'Send fewer at the same time: lower Max Concurrent Calls, or raise Max Retries, under Options if the operation has them.',
};

const TWILIO_DOWN: Explanation = {
	problem: 'Twilio had an internal problem',
	remedy: 'Try again later, and look at status.twilio.com.',
};

const BAD_PARAMETER: Explanation = {
	problem: 'Twilio did not accept a parameter',
	remedy: 'Check the fields of the node: one has a value Twilio does not take.',
};

const NO_METHOD: Explanation = {
	problem: 'Twilio does not support this method here',
	remedy: 'Check the API Base URL in the credential; it may point to something other than Twilio.',
};

const CONFLICT: Explanation = {
	problem: 'Something else changed the call at the same time',
	remedy: 'Run the item again.',
};

const TOO_LARGE: Explanation = {
	problem: 'The request was too large for Twilio',
	remedy: 'Shorten the content to 10,000 characters or less.',
};

const BAD_URL: Explanation = {
	problem: 'Twilio did not accept the callback URL',
	remedy:
		"Use a public http(s) URL whose host has no underscore, such as the trigger's production URL.",
};

/** Twilio's error codes on the operations used here. Source: https://www.twilio.com/docs/api/errors */
const EXPLANATIONS: Readonly<Record<number, Explanation>> = {
	10001: INACTIVE_ACCOUNT,
	10002: {
		problem: 'Twilio does not allow this for trial accounts',
		remedy: 'Upgrade the account in the Twilio Console.',
	},
	20001: BAD_PARAMETER,
	20003: SIGN_IN,
	20004: NO_METHOD,
	20005: INACTIVE_ACCOUNT,
	20006: NO_PERMISSION,
	20008: {
		problem: 'Twilio test credentials cannot do this',
		remedy: 'Use the live Account SID and Auth Token, or an API key.',
	},
	20010: {
		problem: 'This is disabled for the Twilio account',
		remedy: 'Ask the owner of the account, or Twilio support.',
	},
	20400: BAD_PARAMETER,
	20403: INACTIVE_ACCOUNT,
	20404: NOT_FOUND,
	20409: CONFLICT,
	20413: TOO_LARGE,
	20422: BAD_PARAMETER,
	20423: {
		problem: 'A SID is malformed',
		remedy:
			'Check the Call SID (CA and 32 hex digits) and the Subscription SID (ZY and 32 hex digits).',
	},
	20429: TOO_MANY_REQUESTS,
	20500: TWILIO_DOWN,
	20503: TWILIO_DOWN,
	21205: BAD_URL,
	21220: {
		problem: 'The call is not in progress',
		remedy:
			'Only ringing and in-progress calls can exchange messages. Turn on Ignore Ended Calls under Options if that is expected.',
	},
	21402: BAD_URL,
	21456: BAD_URL,
	21502: BAD_URL,
	21609: BAD_URL,
	32700: TWILIO_DOWN,
	32701: {
		problem: 'Twilio takes JSON messages only',
		remedy:
			'Check the API Base URL in the credential; something on the way may have changed the request.',
	},
	32702: {
		problem: 'Twilio found no valid JSON in the content',
		remedy: 'Check the content of this item: it has to be one JSON value.',
	},
	32703: {
		problem: 'The content is longer than 10,000 characters',
		remedy: 'Shorten it, or send an ID by which the app can look up the rest.',
	},
	70051: NO_PERMISSION,
};

const UNREACHABLE: Explanation = {
	problem: 'Twilio could not be reached',
	remedy:
		'The connection failed or broke off. Check the network of the n8n host, and API Base URL, Region and Edge in the credential.',
};

const REDIRECTED: Explanation = {
	problem: 'The API answered with a redirect',
	remedy:
		'Redirects are not followed, so that the credential is never sent to another host. Correct API Base URL in the credential.',
};

/** Explains any failure: by Twilio's code, else by HTTP status, else by what went wrong on the way. */
export function explain(failure: Failure): Explanation {
	switch (failure.kind) {
		case 'unreachable':
			return UNREACHABLE;
		case 'timeout':
			return {
				problem: 'Twilio did not answer in time',
				remedy: `The last attempt had ${Math.round(failure.timeoutMs / 100) / 10} s. If this happens often, raise Request Timeout under Options if the operation has it.`,
			};
		case 'unexpectedAnswer':
			return {
				problem: 'The answer is not what Twilio sends',
				remedy: `Status ${failure.status} came without the expected content. Check API Base URL in the credential, and any proxy on the way.`,
			};
		case 'refused':
			return explainRefusal(failure);
	}
}

type Refusal = Extract<Failure, { readonly kind: 'refused' }>;

function explainRefusal({ status, code, about }: Refusal): Explanation {
	if (code === undefined) return explainStatus(status, about);
	const known = fit(EXPLANATIONS[code], about) ?? fit(BY_STATUS[status], about);
	const { problem, remedy } = known ?? (status >= 500 ? TWILIO_DOWN : unknownCode(status));
	const page = `(Twilio error ${code}, https://www.twilio.com/docs/api/errors/${code})`;
	return { problem, remedy: `${remedy} ${page}` };
}

/** An explanation, unless it speaks of what was not asked for: a list has no call, and nothing but a message has content. */
function fit(
	explanation: Explanation | undefined,
	about: Refusal['about'],
): Explanation | undefined {
	if (explanation === NOT_FOUND && about === 'list') return NO_LIST;
	if (explanation === CONFLICT && about === 'list') return undefined;
	return explanation === TOO_LARGE && about !== 'message' ? undefined : explanation;
}

const unknownCode = (status: number): Explanation => ({
	problem: 'Twilio refused the request',
	remedy: `Look at Twilio's own page on the error, which knows more than its status ${status} says.`,
});

/** What a status says by itself. Source: RFC 9110, section 15.5; RFC 6585; RFC 7725; RFC 8470 */
const BY_STATUS: Readonly<Record<number, Explanation>> = {
	400: BAD_PARAMETER,
	401: SIGN_IN,
	403: NO_PERMISSION,
	404: NOT_FOUND,
	405: NO_METHOD,
	407: {
		problem: 'The proxy on the way to Twilio wants a sign-in of its own',
		remedy: 'Check the proxy settings of n8n, such as HTTPS_PROXY.',
	},
	408: {
		problem: 'The request did not reach Twilio in time',
		remedy: 'Try again later, and check the network of the n8n host.',
	},
	409: CONFLICT,
	413: TOO_LARGE,
	414: TOO_LARGE,
	422: BAD_PARAMETER,
	425: {
		problem: 'Twilio was not ready for the request yet',
		remedy: 'Try again later.',
	},
	429: TOO_MANY_REQUESTS,
	431: TOO_LARGE,
	451: {
		problem: 'The request is not allowed for legal reasons',
		remedy: 'Ask the owner of the account, or Twilio support.',
	},
};

/** A status without a code of Twilio's: who answers in this way may be something else on the way. */
function explainStatus(status: number, about: Refusal['about']): Explanation {
	if (status < 400) return withStatus(REDIRECTED, status);
	if (status >= 500) return withStatus(TWILIO_DOWN, status);
	const doubt =
		'The answer has no error code of Twilio: check API Base URL in the credential, and any proxy on the way.';
	const known = fit(BY_STATUS[status], about);
	return withStatus(
		known
			? { ...known, remedy: `${known.remedy} ${doubt}` }
			: {
					problem: 'The request was refused',
					remedy: `${doubt} If it was Twilio, look the status up at https://www.twilio.com/docs/api/errors.`,
				},
		status,
	);
}

const withStatus = ({ problem, remedy }: Explanation, status: number): Explanation => ({
	problem,
	remedy: `${remedy} (HTTP status ${status})`,
});
