import { parseUrl, placeOf } from '../../../nodes/TwilioCallMessages/twilio/urls';

const place = (url: string) => placeOf(new URL(url).hostname);

describe('parseUrl', () => {
	it('takes a URL apart, and gives nothing for another text', () => {
		expect(parseUrl('https://a.example.com:8080/b')?.hostname).toBe('a.example.com');
		expect(parseUrl('a.example.com')).toBeUndefined();
	});

	it('knows a host with an umlaut, however often it is asked', () => {
		const hosts = Array.from({ length: 50_000 }, () => parseUrl('https://bücher.example')?.host);
		expect(new Set(hosts)).toEqual(new Set(['xn--bcher-kva.example']));
	});
});

describe('placeOf', () => {
	it.each([
		'http://localhost',
		'http://LOCALHOST',
		'http://n8n.localhost',
		'http://127.0.0.1',
		'http://127.1',
		'http://0x7f000001',
		'http://[::1]',
		'http://0.0.0.0',
		'http://localhost.localdomain',
		'http://127.10.20.30',
		'http://[::]',
		'http://[::ffff:127.0.0.1]',
	])('finds %s on the machine itself', (url) => {
		expect(place(url)).toBe('machine');
	});

	it.each([
		'http://10.0.0.7',
		'http://10.1',
		'http://172.16.0.1',
		'http://172.25.0.1',
		'http://172.31.255.255',
		'http://100.75.0.1',
		'http://100.115.0.1',
		'http://mylocalhost',
		'http://192.168.1.5',
		'http://169.254.169.254',
		'http://100.64.0.1',
		'http://100.127.0.1',
		'http://[fd00::1]',
		'http://[fe80::1]',
		'http://[::ffff:192.168.1.5]',
		'http://[::ffff:10.0.0.1]',
		'http://[::127.0.0.1]',
		'http://[fec0::1]',
		'http://[ff02::1]',
		'http://0.1.2.3',
		'http://198.18.0.1',
		'http://198.19.255.255',
		'http://224.0.0.1',
		'http://240.0.0.1',
		'http://255.255.255.255',
		'http://n8n',
		'http://N8N.',
		'https://n8n.local',
		'https://n8n.office.lan',
		'https://n8n.svc.cluster.internal.',
		'https://box.home.arpa',
		'https://n8n.test',
		'https://n8n.invalid',
		'https://n8n.localdomain',
		'https://n8n.home',
		'https://n8n.corp',
		'https://n8n.intranet',
		'https://n8n.private',
		'https://n8n.docker',
		'https://fritz.box',
		'https://n8n.fritz.box',
	])('finds %s in a network of its own', (url) => {
		expect(place(url)).toBe('network');
	});

	it.each([
		'https://n8n.example.com',
		'https://203.0.113.7',
		'https://[2001:db8::1]',
		'https://localhost.example.com',
		'https://12.7.0.1',
		'https://11.0.0.1',
		'https://172.15.0.1',
		'https://172.32.0.1',
		'https://192.169.0.1',
		'https://100.63.0.1',
		'https://100.128.0.1',
		'https://local.example.com',
		'https://internal.example.com',
		'https://n8n.locals',
		'https://notfritz.box',
		'https://198.17.0.1',
		'https://198.20.0.1',
		'https://223.255.255.254',
		'https://20.0.0.1',
		'https://[3fff::1]',
		'https://10.0.0.1.nip.io',
		'https://fritz.box.example.com',
	])('finds %s in the internet', (url) => {
		expect(place(url)).toBe('internet');
	});
});
