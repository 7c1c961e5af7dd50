import {
	callbackUrlProblem,
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
				'Make n8n reachable from the internet (a domain or a tunnel), and set WEBHOOK_URL to that address: its webhook URLs follow.',
		});
	});

	const PRIVATE_URLS = [
		'http://10.0.0.7/webhook',
		'http://10.1:5678/webhook',
		'http://172.16.0.1/webhook',
		'http://172.31.255.255/webhook',
		'http://192.168.1.5:5678/webhook',
		'http://169.254.169.254/webhook',
		'http://100.64.0.1/webhook',
		'http://100.127.0.1/webhook',
		'http://[fd00::1]/webhook',
		'http://[fe80::1]/webhook',
		'http://[::ffff:192.168.1.5]/webhook',
		'http://[::ffff:10.0.0.1]/webhook',
		'http://n8n:5678/webhook',
		'http://N8N./webhook',
		'https://n8n.local/webhook',
		'https://n8n.office.lan/webhook',
		'https://n8n.svc.cluster.internal./webhook',
		'https://box.home.arpa/webhook',
		'https://n8n.test/webhook',
		'https://n8n.invalid/webhook',
	];

	it.each(PRIVATE_URLS)('refuses %s, which is in a private network', (url) => {
		expect(callbackUrlProblem(url, PUBLIC)).toEqual({
			problem: 'points into a private network, where Twilio cannot reach it',
			remedy: expect.stringMatching(/WEBHOOK_URL/),
		});
	});

	it.each([
		'https://11.0.0.1/webhook',
		'https://172.15.0.1/webhook',
		'https://172.32.0.1/webhook',
		'https://192.169.0.1/webhook',
		'https://100.63.0.1/webhook',
		'https://100.128.0.1/webhook',
		'https://local.example.com/webhook',
		'https://internal.example.com/webhook',
		'https://n8n.locals/webhook',
	])('has nothing against %s, which only looks like one', (url) => {
		expect(callbackUrlProblem(url, PUBLIC)).toBeUndefined();
	});

	it.each([...LOOPBACK_URLS, ...PRIVATE_URLS])(
		'has nothing against %s for a local emulator',
		(url) => {
			expect(callbackUrlProblem(url, { isPublic: false })).toBeUndefined();
		},
	);
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
