import {
	isCallEnded,
	isCallGone,
	isSignInRefused,
	isWorthRepeating,
	mayHaveTakenEffect,
	TwilioRequestError,
	type Failure,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/failure';

const refused = (status: number, code?: number): Failure => ({
	kind: 'refused',
	status,
	code,
	retryAfterMs: undefined,
});

describe('isCallGone', () => {
	it.each<[string, Failure, boolean]>([
		['not in progress', refused(400, 21220), true],
		['not found', refused(404, 20404), true],
		['not found, without Twilio’s code', refused(404), false],
		['gone, without Twilio’s code', refused(410), false],
		['a refused credential', refused(401, 20003), false],
		['too many requests', refused(429, 20429), false],
		['a broken connection', { kind: 'unreachable' }, false],
		['a timeout', { kind: 'timeout', timeoutMs: 21220 }, false],
		['an answer that is not Twilio’s', { kind: 'unexpectedAnswer', status: 404 }, false],
	])('says of "%s" whether the call is over or unknown', (_name, failure, expected) => {
		expect(isCallGone(failure)).toBe(expected);
	});
});

describe('isCallEnded', () => {
	it.each<[string, unknown, boolean]>([
		['a request that failed for it', new TwilioRequestError(refused(400, 21220)), true],
		['a request that failed otherwise', new TwilioRequestError(refused(401, 20003)), false],
		['another error with such a failure', { failure: refused(400, 21220) }, false],
		['nothing', undefined, false],
	])('says of %s whether the call is over', (_name, error, expected) => {
		expect(isCallEnded(error)).toBe(expected);
	});
});

describe('isSignInRefused', () => {
	it.each<[string, unknown, boolean]>([
		['that does not know who asked', new TwilioRequestError(refused(401, 20003)), true],
		['that refused otherwise', new TwilioRequestError(refused(400, 21220)), false],
		[
			'that answered strangely',
			new TwilioRequestError({ kind: 'unexpectedAnswer', status: 401 }),
			false,
		],
		['that nobody reached', new TwilioRequestError({ kind: 'unreachable' }), false],
		['that was not asked', { failure: refused(401) }, false],
	])('says of a Twilio %s whether it refused the sign-in', (_name, error, expected) => {
		expect(isSignInRefused(error)).toBe(expected);
	});
});

describe('mayHaveTakenEffect', () => {
	it.each<[string, Failure, boolean]>([
		['an internal error', refused(500), true],
		['a gateway that gave up', refused(504), true],
		['too many requests', refused(429, 20429), false],
		['a refusal for good', refused(400, 21220), false],
		['the last status that refuses', refused(499), false],
		['a redirect', refused(307), false],
		['a broken connection', { kind: 'unreachable' }, true],
		['a timeout', { kind: 'timeout', timeoutMs: 1 }, true],
		['an answer that is not Twilio’s', { kind: 'unexpectedAnswer', status: 201 }, true],
	])('says of "%s" whether the request may have been carried out', (_name, failure, expected) => {
		expect(mayHaveTakenEffect(failure)).toBe(expected);
	});
});

describe('isWorthRepeating', () => {
	it.each<[string, Failure, boolean]>([
		['an internal error', refused(500), true],
		['a request that came too late', refused(408), true],
		['a request that came too early', refused(425), true],
		['too many requests', refused(429, 20429), true],
		['a refusal for good', refused(400, 21220), false],
		['a redirect', refused(307), false],
		['a broken connection', { kind: 'unreachable' }, true],
		['an answer that is not Twilio’s', { kind: 'unexpectedAnswer', status: 408 }, true],
	])('says of "%s" whether the same may succeed later', (_name, failure, expected) => {
		expect(isWorthRepeating(failure)).toBe(expected);
	});
});

describe('TwilioRequestError', () => {
	it('is that of one attempt unless told otherwise', () => {
		expect(new TwilioRequestError(refused(429))).toMatchObject({ attempts: 1, mayBeDone: false });
		expect(new TwilioRequestError(refused(502))).toMatchObject({ attempts: 1, mayBeDone: true });
	});

	it('carries the failure and names its kind only', () => {
		const error = new TwilioRequestError(refused(400, 21220));

		expect(error).toBeInstanceOf(Error);
		expect(error.failure).toEqual(refused(400, 21220));
		expect(String(error)).toBe('TwilioRequestError: Request to Twilio failed: refused');
	});
});
