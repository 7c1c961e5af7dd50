import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { connectN8n, createCredential } from '../support/n8n';

const PACKAGE = 'n8n-nodes-twilio-call-messages';

let api: N8nApi;
let twilio: TwilioEmulator;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
});
afterAll(async () => await twilio.stop());

describe('the package in n8n 1', () => {
	it('offers the action, its AI tool and the trigger', async () => {
		const names = (await api.nodeTypes()).map(({ name }) => name);
		expect(names.filter((name) => name.startsWith(PACKAGE)).sort()).toEqual([
			`${PACKAGE}.twilioCallMessages`,
			`${PACKAGE}.twilioCallMessagesTool`,
			`${PACKAGE}.twilioCallMessagesTrigger`,
		]);
	});

	it.each<[string, object, string]>([
		['the right Auth Token', {}, 'OK'],
		['a wrong Auth Token', { authToken: 'wrong' }, 'Error'],
	])('tests a credential with %s', async (_, changes, status) => {
		const credential = await createCredential(api, twilio, { ...changes });
		expect(await api.testCredential(credential)).toMatchObject({ status });
	});
});
