import { TwilioCallMessagesApi } from '../../../credentials/TwilioCallMessagesApi.credentials';
import { baseUrl } from '../../../nodes/TwilioCallMessages/twilio/baseUrl';

const credential = new TwilioCallMessagesApi();

const SAVED = {
	accountSid: `AC${'1'.repeat(32)}`,
	authType: 'authToken',
	authToken: 'the token',
	apiKeySid: `SK${'2'.repeat(32)}`,
	apiKeySecret: 'the secret',
	region: 'us1',
	edge: '',
	apiBaseUrl: '',
};

/** Evaluates an expression as n8n does: "=" in front, code in double braces, the rest as it stands. */
function evaluate(expression: unknown, saved: Readonly<Record<string, unknown>>): unknown {
	if (typeof expression !== 'string' || !expression.startsWith('=')) {
		throw new Error('Not an expression');
	}
	const run = (code: string): unknown => new Function('$credentials', `return (${code});`)(saved);
	return expression
		.slice(1)
		.replace(/\{\{(.+?)\}\}/gs, (_braces, code: string) => String(run(code)));
}

describe('the fields of the credential', () => {
	it('are those that workflows and users rely on', () => {
		const fields = credential.properties.map((field) => ({
			name: field.name,
			type: field.type,
			isPassword: field.typeOptions?.password === true,
			isRequired: field.required === true,
			default: field.default,
		}));
		const text = { type: 'string', isPassword: false, isRequired: false, default: '' };

		expect(credential.name).toBe('twilioCallMessagesApi');
		expect(credential.displayName).toBe('Twilio Call Messages API');
		expect(fields).toEqual([
			{ ...text, name: 'accountSid', isRequired: true },
			{ ...text, name: 'authType', type: 'options', default: 'authToken' },
			{ ...text, name: 'apiKeySid', isRequired: true },
			{ ...text, name: 'apiKeySecret', isPassword: true, isRequired: true },
			{ ...text, name: 'authToken', isPassword: true },
			{ ...text, name: 'secondaryAuthToken', isPassword: true },
			{ ...text, name: 'sharedKeySecret', isPassword: true },
			{ ...text, name: 'secondarySharedKeySecret', isPassword: true },
			{ ...text, name: 'region', type: 'options', default: 'us1' },
			{ ...text, name: 'edge' },
			{ ...text, name: 'apiBaseUrl' },
		]);
	});

	it.each([
		['authType', ['apiKey', 'authToken']],
		['region', ['au1', 'ie1', 'us1']],
	])('offer for %s: %j', (name, expected) => {
		const options = credential.properties.find((field) => field.name === name)?.options ?? [];
		const values = options.map((option) => ('value' in option ? option.value : undefined));

		expect(values.sort()).toEqual(expected);
	});

	it('show those of an API key only where one signs in, and the Auth Token always', () => {
		const conditions = credential.properties
			.filter((field) => field.displayOptions !== undefined)
			.map((field) => [field.name, field.displayOptions]);

		expect(conditions).toEqual([
			['apiKeySid', { show: { authType: ['apiKey'] } }],
			['apiKeySecret', { show: { authType: ['apiKey'] } }],
		]);
	});
});

describe('signing in', () => {
	it.each([
		['authToken', SAVED.accountSid, SAVED.authToken],
		['apiKey', SAVED.apiKeySid, SAVED.apiKeySecret],
	])('with %s uses the pair that belongs to it', async (authType, username, password) => {
		const request = { url: 'https://api.twilio.com/', headers: { Accept: 'application/json' } };

		expect(await credential.authenticate({ ...SAVED, authType }, request)).toEqual({
			...request,
			auth: { username, password },
		});
	});

	it('takes no white space around a field for a part of it, and no other field for a missing one', async () => {
		const saved = { accountSid: ` ${SAVED.accountSid}\n`, authToken: '\tthe token ' };
		const signedIn = await credential.authenticate(saved, { url: '' });
		expect(signedIn.auth).toEqual({ username: SAVED.accountSid, password: SAVED.authToken });

		const { auth } = await credential.authenticate(
			{ ...SAVED, authType: 'apiKey', apiKeySecret: '' },
			{ url: '' },
		);
		expect(auth).toEqual({ username: SAVED.apiKeySid, password: '' });
	});
});

describe('the test of the credential', () => {
	const { baseURL, url, ...request } = credential.test.request;

	const locations = ['us1', 'ie1', 'au1'].flatMap((region) =>
		['', 'ashburn', 'dublin', 'singapore'].flatMap((edge) =>
			['', 'http://localhost:4010', 'https://proxy.example.com/twilio//'].map((apiBaseUrl) => ({
				region,
				edge,
				apiBaseUrl,
			})),
		),
	);

	it.each(locations)(
		'asks the host that requests go to: region $region, edge "$edge", base URL "$apiBaseUrl"',
		(location) => {
			expect(evaluate(baseURL, { ...SAVED, ...location })).toBe(baseUrl(location));
		},
	);

	it.each(['a.b', 'ashburn/', 'Ashburn', 'x@evil.example.com/#'])(
		'asks no host of somebody else for the edge %j',
		(edge) => {
			const host = new URL(String(evaluate(baseURL, { ...SAVED, edge }))).hostname;
			expect(host).toBe('edge-or-region-is-not-valid.invalid');
		},
	);

	it('finds the host of a credential saved without the optional fields', () => {
		expect(evaluate(baseURL, { accountSid: SAVED.accountSid })).toBe('https://api.twilio.com');
		expect(evaluate(baseURL, { edge: 'ashburn' })).toBe('https://api.ashburn.us1.twilio.com');
	});

	it('takes no white space around the base URL for a part of it', () => {
		const saved = { ...SAVED, apiBaseUrl: ' http://localhost:4010/\n' };

		expect(evaluate(baseURL, saved)).toBe('http://localhost:4010');
	});

	it('lists one call, which standard API keys may do, of the account without white space', () => {
		const accountSid = ` ${SAVED.accountSid}\n`;

		expect(evaluate(url, { ...SAVED, accountSid })).toBe(
			`/2010-04-01/Accounts/${SAVED.accountSid}/Calls.json`,
		);
		expect(request).toEqual({ qs: { PageSize: 1 } });
	});
});
