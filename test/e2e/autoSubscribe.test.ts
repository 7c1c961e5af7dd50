import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	connectN8n,
	createCredential,
	TIMEOUT_MS,
	triggerWorkflow,
	type StoredCredential,
} from '../support/n8n';

const ALICE = { from: '+15005550006', to: 'client:alice' };

let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterAll(async () => await twilio.stop());

const statusUrlOf = (messageUrl: string) => messageUrl.replace(/messages$/, 'call-status');
const callbacksOf = (callSid: string) =>
	twilio.phone.subscriptionsOf(callSid).map(({ callback }) => callback);

it('a call that reports itself is subscribed once, and its messages start the workflow', async () => {
	const { workflow, productionUrl } = triggerWorkflow(credential, { autoSubscribe: true });
	const { id } = await api.createWorkflow(workflow);
	await api.activate(id);

	const statusCallback = statusUrlOf(productionUrl);
	const { sid } = twilio.phone.startCall({ ...ALICE, statusCallback });
	twilio.phone.answer(sid);
	await twilio.settled();
	expect(callbacksOf(sid)).toEqual([productionUrl]);

	twilio.phone.say(sid, { type: 'ready' });
	await twilio.settled();
	const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
	expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual([
		{ type: 'ready' },
	]);
	expect(twilio.deliveries.every(({ status }) => status === 204)).toBe(true);
});

it('a trigger that listens in the editor subscribes to its test URL, and goes on listening', async () => {
	const { workflow, testUrl } = triggerWorkflow(credential, { autoSubscribe: true });
	const { id } = await api.createWorkflow(workflow);
	await api.run(id, 'Trigger');

	const { sid } = twilio.phone.startCall({ ...ALICE, statusCallback: statusUrlOf(testUrl) });
	await twilio.settled();
	expect(callbacksOf(sid)).toEqual([testUrl]);

	twilio.phone.say(sid, 'ping');
	await twilio.settled();
	const [execution] = await api.waitForExecutions(id, 1, TIMEOUT_MS);
	expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual(['ping']);
});

it('a forged call status subscribes nothing', async () => {
	const { workflow, productionUrl } = triggerWorkflow(credential, { autoSubscribe: true });
	const { id } = await api.createWorkflow(workflow);
	await api.activate(id);
	const stranger = await startTwilioEmulator({ account: { sid: twilio.account.sid } });
	try {
		const statusCallback = statusUrlOf(productionUrl);
		stranger.phone.startCall({ ...ALICE, statusCallback });
		await stranger.settled();
		expect(stranger.deliveries.map(({ status }) => status)).toEqual([403, 403]);
	} finally {
		await stranger.stop();
	}
});
