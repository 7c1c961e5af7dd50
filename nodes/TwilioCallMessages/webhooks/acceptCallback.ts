import {
	bodyFormat,
	countPairs,
	isQueryRequest,
	queryOf,
	readParameters,
	sortParameters,
	type Coverage,
	type Parameters,
} from '../twilio/callback/parameters';
import {
	coverageOf,
	isJoined,
	isSignature,
	type SignedRequest,
} from '../twilio/callback/signature';
import { signatureScheme, type SignatureScheme } from '../twilio/callback/signatureSettings';

/** A request as it arrived: path and query exactly as received. */
export interface ReceivedRequest extends Omit<SignedRequest, 'url'> {
	readonly originalUrl: string;
	/** The header `X-Twilio-Webhooks-Signature-Settings`. */
	readonly signatureSettings?: string | undefined;
}

/** The same with every URL the sender may have called, the likeliest first. All end in the query that was received. */
export type CallbackRequest = ReceivedRequest & { readonly urls: readonly string[] };

/** Whose callbacks are let in. */
export interface CallbackAccount {
	readonly accountSid: string;
	/** Primary token, and the secondary one while tokens rotate. */
	readonly authTokens: readonly string[];
	/** The same of the keys that the customer shares with Twilio. */
	readonly sharedKeySecrets: readonly string[];
}

/** The check that refused a callback; `call` and `age` are those of who expects a certain call, or no old messages. */
export type Refusal =
	| 'size'
	| 'contentType'
	| 'settings'
	| 'algorithm'
	| 'signature'
	| 'noAuthToken'
	| 'noSharedKey'
	| 'shape'
	| 'text'
	| 'type'
	| 'account'
	| 'call'
	| 'age';

export interface Refused {
	readonly accepted: false;
	readonly reason: Refusal;
}

/** `url` is the one that was called, as the receiver spells it. */
export type Verdict<T> =
	{ readonly accepted: true; readonly value: T; readonly url: string } | Refused;

/** Reads one kind of callback; undefined when the parameters are not exactly that, a word when only that is in doubt. */
export type ReadShape<T> = (
	parameters: Parameters,
	request: Pick<SignedRequest, 'method' | 'url'>,
	covers: Coverage,
) => T | 'text' | 'type' | undefined;

/** Largest body or query (bytes): 10,000 characters of four bytes each, percent-encoded, and room for the rest. */
const MAX_BYTES = 128 * 1024;
/** Longest text a callback can say (UTF-16 units): 10,000 characters of two units each, and room for the rest. */
const MAX_TEXT = 32 * 1024;
/** Several times as many parameters as any callback of Twilio has. */
const MAX_PARAMETERS = 200;

/**
 * Refuses what cannot be a callback of Twilio, whoever's account it is for: by its size, its content type and a signature
 * that is none. Reads nothing but lengths, so it costs next to nothing; undefined when a closer look is needed.
 */
export function refusalAtSight(request: ReceivedRequest): Refusal | undefined {
	const seen = lookAt(request);
	return typeof seen === 'string' ? seen : undefined;
}

/** How a request claims to be signed, or why it is refused. */
function lookAt(request: ReceivedRequest): SignatureScheme | Refusal {
	const format = bodyFormat(request.contentType);
	const query = queryOf(request.originalUrl);
	if (Buffer.byteLength(request.rawBody) > MAX_BYTES || query.length > MAX_BYTES) return 'size';

	const isReadable = isQueryRequest(request.method) || format !== 'other';
	if (!isReadable) return 'contentType';
	const scheme = signatureScheme(request.signatureSettings);
	if (typeof scheme === 'string') return scheme;
	// Never sent: what follows a number sign would be part of the signed text but not of the query, and a parser of URLs drops
	// blanks and control characters.
	const isUnsendable = /[#\s\p{Cc}]/u.test(request.originalUrl);
	if (!isSignature(request.signature, scheme.hash) || isUnsendable) return 'signature';

	const isMuch = (form: string | Buffer) => countPairs(form, MAX_PARAMETERS) > MAX_PARAMETERS;
	return isMuch(query) || (format === 'form' && isMuch(request.rawBody)) ? 'size' : scheme;
}

/**
 * The only door for callbacks: what `refusalAtSight` sees, then signature, shape and account, in that order.
 * Nothing is believed before the signature is proven, and no check can be skipped.
 */
export function acceptCallback<T extends { readonly accountSid: string }>(
	request: CallbackRequest,
	account: CallbackAccount,
	readShape: ReadShape<T>,
): Verdict<T> {
	const scheme = lookAt(request);
	if (typeof scheme === 'string') return refuse(scheme);
	// Never the other kind of secret: what is signed without the header says nothing of a shared key, and the other way round.
	const isByToken = scheme.key === 'authToken';
	const secrets = isByToken ? account.authTokens : account.sharedKeySecrets;
	if (secrets.length === 0) return refuse(isByToken ? 'noAuthToken' : 'noSharedKey');

	const [anyUrl = ''] = request.urls;
	const likeliest = { ...request, url: anyUrl };
	// What is not a part of the signed text is not read before it is proven.
	const read = isJoined(likeliest) ? readParameters(likeliest) : undefined;
	const signed = read && sortParameters(read);
	if (isTooMuch(signed)) return refuse('size');

	for (const url of request.urls) {
		const called = { ...request, url };
		const covers = coverageOf(called, signed, secrets, scheme.hash);
		if (covers === undefined) continue;

		const parameters = signed ?? readParameters(called);
		if (isTooMuch(parameters)) return refuse('size');
		const value = parameters && readShape(parameters, called, covers);
		if (value === undefined) return refuse('shape');
		if (value === 'text' || value === 'type') return refuse(value);
		if (value.accountSid !== account.accountSid) return refuse('account');
		return { accepted: true, value, url };
	}
	return refuse('signature');
}

function isTooMuch(parameters: Parameters = []): boolean {
	const length = parameters.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
	return parameters.length > MAX_PARAMETERS || length > MAX_TEXT;
}

function refuse(reason: Refusal): Refused {
	return { accepted: false, reason };
}
