import { callbackUrlProblem } from '../../../../nodes/TwilioCallMessages/twilio/delivery/callbackUrl';

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

	const LOOPBACK_URLS = [
		'http://localhost:5678/webhook',
		'http://LOCALHOST/webhook',
		'http://n8n.localhost/webhook',
		'http://127.0.0.1:5678/webhook',
		'http://127.1/webhook',
		'http://0x7f000001/webhook',
		'http://[::1]:5678/webhook',
		'http://0.0.0.0/webhook',
	];

	it.each(LOOPBACK_URLS)('refuses %s, where Twilio cannot reach n8n', (url) => {
		expect(callbackUrlProblem(url, PUBLIC)).toEqual({
			problem: 'points to the n8n machine itself, where Twilio cannot reach it',
			remedy:
				'Make n8n reachable from the internet (a domain or a tunnel), set WEBHOOK_URL to that address, and use the production URL the trigger shows then.',
		});
	});

	it.each(LOOPBACK_URLS)('has nothing against %s for a local emulator', (url) => {
		expect(callbackUrlProblem(url, { isPublic: false })).toBeUndefined();
	});
});
