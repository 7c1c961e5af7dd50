import {
	isCallGone,
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

describe('TwilioRequestError', () => {
	it('carries the failure and names its kind only', () => {
		const error = new TwilioRequestError(refused(400, 21220));

		expect(error).toBeInstanceOf(Error);
		expect(error.failure).toEqual(refused(400, 21220));
		expect(String(error)).toBe('TwilioRequestError: Request to Twilio failed: refused');
	});
});
