import axios from 'axios';

import { createCredential, n8nUrl } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const PACKAGE = 'n8n-nodes-twilio-call-messages';

const bench = useN8nBench();

describe('the installed package', () => {
	it('offers the action, its AI tool and the trigger', async () => {
		const names = (await bench.api.nodeTypes()).map(({ name }) => name);
		expect(names.filter((name) => name.startsWith(PACKAGE)).sort()).toEqual([
			`${PACKAGE}.twilioCallMessages`,
			`${PACKAGE}.twilioCallMessagesTool`,
			`${PACKAGE}.twilioCallMessagesTrigger`,
		]);
	});

	it('has two different icons for light and dark', async () => {
		const icon = async (file: string) =>
			(await axios.get<string>(`${n8nUrl()}/icons/${PACKAGE}/dist/icons/${file}`)).data;
		const light = await icon('twilioCallMessages.svg');
		const dark = await icon('twilioCallMessages.dark.svg');
		expect(light).toContain('<svg');
		expect(dark).toContain('<svg');
		expect(light).not.toBe(dark);
	});
});

describe('the credential test', () => {
	const apiKey = () => ({
		authType: 'apiKey',
		apiKeySid: bench.twilio.account.apiKeySid,
		apiKeySecret: bench.twilio.account.apiKeySecret,
	});

	it.each<[string, () => object]>([
		['the Auth Token', () => ({})],
		['a standard API key', apiKey],
		['an address that ends in a slash', () => ({ apiBaseUrl: `${bench.twilio.baseUrl}/` })],
	])('succeeds with %s', async (_, changes) => {
		const credential = await createCredential(bench.api, bench.twilio, { ...changes() });
		expect(await bench.api.testCredential(credential)).toMatchObject({ status: 'OK' });
	});

	it.each<[string, () => object]>([
		['a wrong Auth Token', () => ({ authToken: 'wrong' })],
		['a wrong API key secret', () => ({ ...apiKey(), apiKeySecret: 'wrong' })],
		['the SID of another account', () => ({ accountSid: `AC${'0'.repeat(32)}` })],
	])('fails with %s', async (_, changes) => {
		const credential = await createCredential(bench.api, bench.twilio, { ...changes() });
		expect(await bench.api.testCredential(credential)).toMatchObject({ status: 'Error' });
	});
});
