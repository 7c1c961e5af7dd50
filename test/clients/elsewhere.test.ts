import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { describeClient } from './support/describeClient';
import { runPython } from './support/python';
import { runClient } from './support/runClient';
import { startTwilioHost, type TwilioHost } from './support/twilioHost';

let twilio: TwilioEmulator;
let host: TwilioHost;

beforeEach(async () => {
	twilio = await startTwilioEmulator();
	host = await startTwilioHost(twilio.baseUrl);
});

afterEach(async () => {
	await host.stop();
	await twilio.stop();
});

describe('a client in Node', () => {
	const run = async (script: string) =>
		await runClient({ program: process.execPath, args: ['-e', script], env: host.nodeEnv });

	it.each([
		['fetch', "fetch('https://example.com/')", 'example.com:443'],
		['https', "require('node:https').get('https://example.com/')", 'example.com:443'],
		['http', "require('node:http').get('http://example.com:8080/')", 'example.com:8080'],
		['an address', "require('node:net').connect(80, '192.0.2.1')", '192.0.2.1:80'],
		['an address of IPv6', "require('node:net').connect(80, '2001:db8::1')", '[2001:db8::1]:80'],
		['another host of Twilio', "fetch('https://voice.twilio.com/')", 'voice.twilio.com:443'],
		['another port of Twilio', "fetch('http://api.twilio.com/')", 'api.twilio.com:80'],
		[
			'a child of its own',
			`require('node:child_process').spawnSync(process.execPath, ['-e', "fetch('https://example.com/')"]); process.exit(1)`,
			'example.com:443',
		],
		[
			'a thread of its own',
			`new (require('node:worker_threads').Worker)("fetch('https://example.com/')", { eval: true })`,
			'example.com:443',
		],
	])('gets nowhere else with %s', async (_name, script, where) => {
		const { code } = await run(script);

		expect(code).toBe(1);
		expect(host.refused()).toEqual([where]);
		expect(twilio.requests).toEqual([]);
	});

	it('gets to the emulator as to Twilio, by TLS', async () => {
		const { sid, authToken } = twilio.account;
		const url = `https://api.twilio.com/2010-04-01/Accounts/${sid}.json`;
		const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
		const { stdout } = await run(
			`fetch('${url}', { headers: { authorization: '${authorization}' } }).then((r) => console.log(r.status))`,
		);

		expect(stdout).toBe('200\n');
		expect(host.refused()).toEqual([]);
		expect(twilio.requests).toMatchObject([{ method: 'GET', status: 200 }]);
	});
});

describeClient('python3-twilio', () => {
	it('gets nowhere else, by its proxy or without', async () => {
		expect(await runPython('elsewhere', host)).toEqual({
			'by the proxy': 'ProxyError',
			'by the proxy, without TLS': 403,
			'without it': 'URLError',
			'by address': 'URLError',
		});
		expect(host.refused()).toEqual(['example.com', '192.0.2.1']);
		expect(twilio.requests).toEqual([]);
	});
});
