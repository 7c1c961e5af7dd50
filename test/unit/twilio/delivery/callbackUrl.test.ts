import {
	callbackUrlProblem,
	withCall,
	withRepeats,
} from '../../../../nodes/TwilioCallMessages/twilio/delivery/callbackUrl';

const PUBLIC = { isPublic: true };

describe('callbackUrlProblem', () => {
	it.each([
		'https://n8n.example.com/webhook/4c1d/messages',
		'http://n8n.example.com:5678/webhook/4c1d/messages?node=abc#rc=3',
		'HTTPS://N8N.example.com/webhook',
		'https://n8n.example.com/under_score?a_b=c_d',
		'https://user_name@n8n.example.com/webhook',
		'https://203.0.113.7/webhook',
		'https://[2001:db8::1]/webhook',
		'https://localhost.example.com/webhook',
		'https://12.7.0.1/webhook',
	])('has nothing against %s', (url) => {
		expect(callbackUrlProblem(url, PUBLIC)).toBeUndefined();
	});

	it.each([
		'',
		' ',
		'/webhook/4c1d/messages',
		'n8n.example.com/webhook',
		'ftp://n8n.example.com/webhook',
		'javascript:alert(1)',
		'https:n8n.example.com',
		'https:/n8n.example.com',
		'https://',
		'https://n8n example.com/',
		' https://n8n.example.com/',
	])('refuses %j, which is not an absolute http(s) URL', (url) => {
		expect(callbackUrlProblem(url, PUBLIC)).toEqual({
			problem: 'is not an absolute http(s) URL',
			remedy:
				"Use the trigger's production URL, for example https://n8n.example.com/webhook/…/messages.",
		});
	});

	it.each(['https://my_n8n.example.com/webhook', 'http://n8n.my_company.example'])(
		'refuses %s for the underscore in its host',
		(url) => {
			expect(callbackUrlProblem(url, { isPublic: false })).toEqual({
				problem: 'has an underscore in its host name, which Twilio refuses',
				remedy: 'Give n8n a host name without underscores and set WEBHOOK_URL to it.',
			});
		},
	);

	it.each([
		['http://127.1:5678/webhook', 'points to the n8n machine itself'],
		['http://n8n:5678/webhook', 'points into a private network'],
	])('refuses %s, which %s, unless it is for a local emulator', (url, where) => {
		expect(callbackUrlProblem(url, PUBLIC)).toEqual({
			problem: `${where}, where Twilio cannot reach it`,
			remedy:
				'Make n8n reachable from the internet (a domain or a tunnel), and set WEBHOOK_URL to that address: its webhook URLs follow.',
		});
		expect(callbackUrlProblem(url, { isPublic: false })).toBeUndefined();
	});
});

describe('withRepeats', () => {
	it('asks Twilio to repeat what does not get through', () => {
		expect(withRepeats('https://n8n.example.com/a?b=c')).toBe(
			'https://n8n.example.com/a?b=c#rc=5&rp=ct,rt,5xx',
		);
		expect(withRepeats('https://n8n.example.com/a', 'all')).toBe(
			'https://n8n.example.com/a#rc=5&rp=all',
		);
	});

	it.each(['https://n8n.example.com/a#rc=1', 'https://n8n.example.com/a#'])(
		'leaves %s to those who wrote it',
		(url) => {
			expect(withRepeats(url)).toBe(url);
		},
	);
});

describe('withCall', () => {
	const CALL_SID = `CA${'1'.repeat(32)}`;

	it.each([
		['https://n8n.example.com/a', `https://n8n.example.com/a?call=${CALL_SID}`],
		['https://n8n.example.com/a?b=c', `https://n8n.example.com/a?b=c&call=${CALL_SID}`],
		['https://n8n.example.com/a#rc=1?', `https://n8n.example.com/a?call=${CALL_SID}#rc=1?`],
		['https://n8n.example.com/a?b=c#', `https://n8n.example.com/a?b=c&call=${CALL_SID}#`],
		['https://n8n.example.com/a?recall=1', `https://n8n.example.com/a?recall=1&call=${CALL_SID}`],
	])('puts the call into the query of %s', (url, expected) => {
		expect(withCall(url, CALL_SID)).toBe(expected);
	});

	it('leaves a call that is there to those who wrote it', () => {
		expect(withCall('https://n8n.example.com/a?call=me', CALL_SID)).toBe(
			'https://n8n.example.com/a?call=me',
		);
	});
});
