/**
 * What happened, in words, and what to do about it.
 *
 * @typedef {object} ErrorWords
 * @property {string} what
 * @property {string} todo May be empty.
 * @property {number | null} code Twilio's, https://www.twilio.com/docs/api/errors
 * @property {boolean} isOfConnection Whether it is over once the phone is connected again.
 */

/** @typedef {readonly [what: string, todo: string]} Words */

/** @type {Words} */
const NO_CONNECTION = [
	'There is no connection to Twilio.',
	'Check the network, and whether a firewall is in the way.',
];
const ASK_FOR_TOKEN = 'Press Try again to get a new one.';
const CHECK_TOKEN =
	'Check the account SID, the API key and its secret on the token server, and that all are of one region.';
const CHECK_APP = 'Check the TwiML App in the token, and that its Voice URL answers with TwiML.';

/** @type {Readonly<Record<number, Words>>} */
const WORDS = {
	20101: ['Twilio does not accept the access token.', CHECK_TOKEN],
	20104: ['The access token has expired.', ASK_FOR_TOKEN],
	20151: ['Twilio does not accept the access token.', CHECK_TOKEN],
	31000: NO_CONNECTION, // a WebSocket that does not open
	31001: ['Twilio does not know the TwiML App.', CHECK_APP],
	31002: ['Twilio declined the call.', CHECK_APP],
	31003: NO_CONNECTION,
	31005: NO_CONNECTION,
	31008: ['The caller has hung up already.', ''],
	31009: NO_CONNECTION,
	31100: ['Twilio cannot read the message.', 'Build it more simply.'],
	31202: ['The access token is signed with another secret than its API key has.', CHECK_TOKEN],
	31203: ['The access token names no account that Twilio knows.', CHECK_TOKEN],
	31204: ['Twilio does not accept the access token.', CHECK_TOKEN],
	31205: ['The access token has expired.', ASK_FOR_TOKEN],
	31206: ['Too many messages in a short time.', 'Wait a moment, then send it again.'],
	31207: ['The access token lives longer than Twilio allows.', 'Give it 24 hours at most.'],
	31210: ['Twilio does not know this type of message.', 'Use user-defined-message.'],
	31211: [
		'Twilio takes messages only while a call rings or goes on.',
		'Send it again during a call.',
	],
	31212: ['The message is larger than the 10 KB that Twilio takes.', 'Send less at a time.'],
	31401: ['The browser does not allow the microphone.', 'Allow it in the address bar.'],
	31402: ['There is no microphone to use.', 'Connect one, or close the program that has it.'],
	31404: ['Twilio finds nobody to call.', CHECK_APP],
	31480: ['The other side cannot be reached at the moment.', 'Call again later.'],
	31486: ['The other side is busy.', 'Call again later.'],
	31603: ['The other side declined the call.', ''],
	53000: NO_CONNECTION,
	53001: NO_CONNECTION,
	53405: [
		'No audio gets through.',
		'A firewall may be in the way; messages are not affected by that.',
	],
};

const TOKEN_ERRORS = new Set([20101, 20104, 20151, 31202, 31203, 31204, 31205, 31207]);
const EXPIRED = new Set([20104, 31205]);
const UNKNOWN_TO_THE_SDK = 31000;

/**
 * @param {unknown} error Of the Voice SDK, or of this page: then its message is the words.
 * @returns {ErrorWords}
 */
export function describeError(error) {
	const cause = causeOf(error);
	const code = codeOf(cause);
	const known = code === null ? undefined : WORDS[code];
	const [what, todo] = known ?? [messageOf(cause), ''];
	return { what, todo, code, isOfConnection: known === NO_CONNECTION };
}

/**
 * Whether only another access token helps.
 *
 * @param {unknown} error
 */
export function needsOtherToken(error) {
	const code = codeOf(error);
	return code !== null && TOKEN_ERRORS.has(code);
}

/**
 * Whether the access token was right, but is too old by now.
 *
 * @param {unknown} error
 */
export function hasExpired(error) {
	return EXPIRED.has(codeOf(error) ?? 0);
}

/**
 * The SDK wraps errors it has no class for, 31211 for example, into one of its own.
 *
 * @param {unknown} error
 */
function causeOf(error) {
	if (codeOf(error) !== UNKNOWN_TO_THE_SDK) return error;
	const { originalError } = /** @type {{ originalError?: unknown }} */ (error);
	return codeOf(originalError) === null ? error : originalError;
}

/**
 * @param {unknown} error
 * @returns {number | null}
 */
function codeOf(error) {
	if (typeof error !== 'object' || error === null || !('code' in error)) return null;
	return typeof error.code === 'number' ? error.code : null;
}

/** @param {unknown} error An Error, or one of Twilio's as it came over the wire. */
function messageOf(error) {
	const isObject = typeof error === 'object' && error !== null;
	return isObject && 'message' in error ? String(error.message) : String(error);
}
