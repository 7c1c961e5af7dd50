import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	connectN8n,
	createCredential,
	TIMEOUT_MS,
	triggerWorkflow,
	type StoredCredential,
} from '../support/n8n';
import { forgeriesOf, redeliver } from './redeliver';

let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterAll(async () => await twilio.stop());

async function activate(changes: Readonly<Record<string, unknown>> = {}) {
	const changed = await createCredential(api, twilio, changes);
	const parameters = { autoSubscribe: true, options: { ignoreDuplicates: false } };
	const { workflow, productionUrl } = triggerWorkflow(changed, parameters);
	const { id } = await api.createWorkflow(workflow);
	await api.activate(id);
	return { id, productionUrl, statusUrl: productionUrl.replace(/messages$/, 'call-status') };
}

describe('the trigger', () => {
	it('subscribes to a call that reports itself; a genuine message starts the workflow, a forged one does not', async () => {
		const { id, productionUrl, statusUrl } = await activate();
		const { sid } = twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback: statusUrl,
		});
		await twilio.settled();
		expect(twilio.phone.subscriptionsOf(sid).map(({ callback }) => callback)).toEqual([
			productionUrl,
		]);

		twilio.phone.say(sid, { text: 'old' });
		await twilio.settled();
		const [genuine] = twilio.deliveries.filter(({ kind }) => kind === 'message');
		if (genuine === undefined) throw new Error('Nothing was delivered');
		for (const forgery of forgeriesOf(genuine)) {
			expect(await redeliver(genuine, forgery)).toBe(403);
		}
		expect(await redeliver(genuine)).toBe(204);

		const executions = await api.waitForExecutions(id, 2, TIMEOUT_MS);
		expect(
			executions.map(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json['content'])),
		).toEqual([[{ text: 'old' }], [{ text: 'old' }]]);
		expect(twilio.deliveries.every(({ status }) => status === 204)).toBe(true);
	});

	it('starts from the test URL while it listens in the editor', async () => {
		const { workflow, testUrl } = triggerWorkflow(credential, { autoSubscribe: true });
		const { id } = await api.createWorkflow(workflow);
		await api.run(id, 'Trigger');

		const statusCallback = testUrl.replace(/messages$/, 'call-status');
		const { sid } = twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback,
		});
		await twilio.settled();
		twilio.phone.say(sid, 'ping');
		await twilio.settled();

		const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual(['ping']);
	});

	it('is not activated with a credential that has no Auth Token, and says what to do', async () => {
		const { apiKeySid, apiKeySecret } = twilio.account;
		const changes = { authType: 'apiKey', apiKeySid, apiKeySecret, authToken: '' };
		await expect(activate(changes)).rejects.toThrow('The credential has no Auth Token');
	});
});
