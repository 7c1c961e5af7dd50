import { explain } from '../../../../nodes/TwilioCallMessages/twilio/rest/errors';
import { readErrorCatalogue } from '../../../support/fixtures';

const refused = (status: number, code?: number, about?: 'list' | 'message') =>
	explain({ kind: 'refused', status, code, retryAfterMs: undefined, about });

/** What every explanation has to offer: something the reader can do. */
const REMEDY =
	/\b(Ask|Check|Correct|Look|Lower|Raise|Run|Shorten|Try again|Turn on|Upgrade|Use|raise|look)\b/;

const catalogue = readErrorCatalogue();

/** What is said of a code nobody has explained, under a status that says nothing. */
const UNEXPLAINED = refused(418, 99_999, 'message').problem;
const isExplained = (code: number) => refused(418, code, 'message').problem !== UNEXPLAINED;

const everyExplanation = [
	...catalogue
		.filter(({ code }) => isExplained(code))
		.map(({ code }) => ({
			case: String(code),
			...refused(400, code, 'message'),
		})),
	...[302, 400, 401, 403, 404, 405, 407, 408, 413, 418, 425, 429, 431, 451, 500].map((status) => ({
		case: `status ${status}`,
		...refused(status),
	})),
	{ case: 'unreachable', ...explain({ kind: 'unreachable' }) },
	{ case: 'timeout', ...explain({ kind: 'timeout', timeoutMs: 1_500 }) },
	{ case: 'unexpectedAnswer', ...explain({ kind: 'unexpectedAnswer', status: 201 }) },
];

describe('every explanation', () => {
	it.each(everyExplanation)('says what happened in one short phrase ($case)', ({ problem }) => {
		expect(problem).toMatch(/^(A|API|Something|The|This|Twilio)\b.{10,70}[^.\s]$/);
	});

	it.each(everyExplanation)('says what to do ($case)', ({ remedy }) => {
		expect(remedy).toMatch(REMEDY);
	});
});

describe('a refusal with a code of Twilio', () => {
	const direct = catalogue.filter(
		({ surface, relevance }) => surface === 'rest' && relevance === 'direct',
	);

	it.each(direct)('has an explanation of its own: $code', ({ code }) => {
		expect(isExplained(code)).toBe(true);
	});

	it.each(direct.filter(({ httpStatus }) => httpStatus !== null))(
		'has words that fit its status: $code under $httpStatus',
		({ code, httpStatus, retryable }) => {
			const { problem } = refused(httpStatus ?? 0, code);
			const isTwilioBusy = /too many requests|internal problem/.test(problem);

			expect(isTwilioBusy).toBe(retryable);
		},
	);

	it.each([
		[20003, 'Twilio did not accept the credential'],
		[20404, 'Twilio does not know this call or subscription'],
		[20429, 'Twilio refused because of too many requests'],
		[20500, 'Twilio had an internal problem'],
		[21220, 'The call is not in progress'],
		[21502, 'Twilio did not accept the callback URL'],
		[32702, 'Twilio found no valid JSON in the content'],
		[32703, 'The content is longer than 10,000 characters'],
		[70051, 'The credential is not allowed to do this'],
	])('%s means: %s', (code, problem) => {
		const page = `\\. \\(Twilio error ${code}, https://www\\.twilio\\.com/docs/api/errors/${code}\\)$`;

		expect(refused(400, code)).toEqual({ problem, remedy: expect.stringMatching(page) });
	});
});

describe('a refusal without a code that is known', () => {
	it.each([
		[400, 'Twilio did not accept a parameter'],
		[401, 'Twilio did not accept the credential'],
		[403, 'The credential is not allowed to do this'],
		[404, 'Twilio does not know this call or subscription'],
		[422, 'Twilio did not accept a parameter'],
		[429, 'Twilio refused because of too many requests'],
		[405, 'Twilio does not support this method here'],
		[407, 'The proxy on the way to Twilio wants a sign-in of its own'],
		[408, 'The request did not reach Twilio in time'],
		[409, 'Something else changed the call at the same time'],
		[425, 'Twilio was not ready for the request yet'],
		[451, 'The request is not allowed for legal reasons'],
		[500, 'Twilio had an internal problem'],
		[503, 'Twilio had an internal problem'],
	])('falls to its status: %s means: %s', (status, problem) => {
		expect(refused(status)).toEqual({
			problem,
			remedy: expect.stringMatching(`. \\(HTTP status ${status}\\)$`),
		});
		expect(refused(status, 99_999)).toEqual({
			problem,
			remedy: expect.stringMatching(/\(Twilio error 99999, https:.*\/99999\)$/),
		});
	});

	it.each([413, 414, 431])('advises to shorten the content of a message only: %s', (status) => {
		const TOO_LARGE = 'The request was too large for Twilio';
		expect(refused(status, undefined, 'message').problem).toBe(TOO_LARGE);
		for (const about of [undefined, 'list'] as const) {
			expect(refused(status, undefined, about)).toEqual({
				problem: 'The request was refused',
				remedy: expect.not.stringMatching(/content/i),
			});
		}
	});

	it.each([20404, undefined])('speaks of no call where a list was asked for: 404, %s', (code) => {
		expect(refused(404, code, 'list')).toEqual({
			problem: 'Twilio does not know the account, or has no such list',
			remedy: expect.stringMatching(/^Check Account SID, Region and API Base URL/),
		});
		expect(refused(409, code && 20409, 'list').problem).not.toMatch(/call/);
	});

	it.each([301, 399])('and with a status of %s is a redirect', (status) => {
		expect(refused(status)).toEqual({
			problem: 'The API answered with a redirect',
			remedy: expect.stringMatching(`. \\(HTTP status ${status}\\)$`),
		});
	});

	it.each([402, 418, 499])('and with a status of %s says no more than it knows', (status) => {
		expect(refused(status)).toEqual({
			problem: 'The request was refused',
			remedy: `The answer has no error code of Twilio: check API Base URL in the credential, and any proxy on the way. If it was Twilio, look the status up at https://www.twilio.com/docs/api/errors. (HTTP status ${status})`,
		});
		expect(refused(status, 99_999)).toEqual({
			problem: 'Twilio refused the request',
			remedy: `Look at Twilio's own page on the error, which knows more than its status ${status} says. (Twilio error 99999, https://www.twilio.com/docs/api/errors/99999)`,
		});
	});

	it.each([400, 404, 408, 429])('and with a status of %s may come from a proxy', (status) => {
		expect(refused(status).remedy).toContain('check API Base URL');
		expect(refused(status, 99_999).remedy).not.toContain('check API Base URL');
	});

	it('has words that fit whatever was asked', () => {
		expect(refused(400).remedy).not.toMatch(/content|callback|Call SID/);
	});
});

it.each([
	[15_000, 'The last attempt had 15 s. '],
	[1_249, 'The last attempt had 1.2 s. '],
])('a timeout of %s ms is told in seconds', (timeoutMs, sentence) => {
	expect(explain({ kind: 'timeout', timeoutMs }).remedy).toContain(sentence);
});

it('an answer that is not Twilio’s is told with its status', () => {
	expect(explain({ kind: 'unexpectedAnswer', status: 201 })).toEqual({
		problem: 'The answer is not what Twilio sends',
		remedy:
			'Status 201 came without the expected content. Check API Base URL in the credential, and any proxy on the way.',
	});
});
