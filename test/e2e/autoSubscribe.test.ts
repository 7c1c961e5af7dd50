import { startTwilioEmulator } from '../../sandbox/twilio/server';
import { TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const ALICE = { from: '+15005550006', to: 'client:alice' };

const overrides = (callSid: string) => `?call=${callSid}#rc=5&rp=ct,rt,5xx`;

const bench = useN8nBench();

const statusUrlOf = (messageUrl: string) => messageUrl.replace(/messages$/, 'call-status');
const callbacksOf = (callSid: string) =>
	bench.twilio.phone.subscriptionsOf(callSid).map(({ callback }) => callback);

it('a call that reports itself is subscribed once, and its messages start the workflow', async () => {
	const { workflow, productionUrl } = triggerWorkflow(bench.credential, { autoSubscribe: true });
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);

	const statusCallback = statusUrlOf(productionUrl);
	const { sid } = bench.twilio.phone.startCall({ ...ALICE, statusCallback });
	bench.twilio.phone.answer(sid);
	await bench.twilio.settled();
	expect(callbacksOf(sid)).toEqual([`${productionUrl}${overrides(sid)}`]);

	bench.twilio.phone.say(sid, { type: 'ready' });
	await bench.twilio.settled();
	const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
	expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual([
		{ type: 'ready' },
	]);
	expect(bench.twilio.deliveries.every(({ status }) => status === 204)).toBe(true);
});

it('a trigger that listens in the editor subscribes to its test URL, and goes on listening', async () => {
	const { workflow, testUrl } = triggerWorkflow(bench.credential, { autoSubscribe: true });
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.run(id, 'Trigger');

	const { sid } = bench.twilio.phone.startCall({ ...ALICE, statusCallback: statusUrlOf(testUrl) });
	await bench.twilio.settled();
	expect(callbacksOf(sid)).toEqual([`${testUrl}${overrides(sid)}`]);

	bench.twilio.phone.say(sid, 'ping');
	await bench.twilio.settled();
	const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
	expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual(['ping']);
});

it('a forged call status subscribes nothing', async () => {
	const { workflow, productionUrl } = triggerWorkflow(bench.credential, { autoSubscribe: true });
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	const stranger = await startTwilioEmulator({ account: { sid: bench.twilio.account.sid } });
	try {
		const statusCallback = statusUrlOf(productionUrl);
		stranger.phone.startCall({ ...ALICE, statusCallback });
		await stranger.settled();
		expect(stranger.deliveries.map(({ status }) => status)).toEqual([403, 403]);
	} finally {
		await stranger.stop();
	}
});
