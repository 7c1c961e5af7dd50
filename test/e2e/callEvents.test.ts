import { TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const bench = useN8nBench();

const LEG_EVENTS = ['callInitiated', 'callRinging', 'callAnswered', 'callEnded'];
const ALL_STATUSES = ['initiated', 'ringing', 'answered', 'completed'] as const;

it('what becomes of a call starts the workflow at each step, and so do its messages', async () => {
	const { workflow, productionUrl } = triggerWorkflow(bench.credential, {
		autoSubscribe: true,
		events: ['message', ...LEG_EVENTS, 'participantJoined', 'participantLeft'],
	});
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	const statusCallback = productionUrl.replace(/messages$/, 'call-status');

	const { phone } = bench.twilio;
	const bob = phone.startCall({ from: 'client:bob', to: '', status: 'in-progress' }).sid;
	const steps = [
		() =>
			phone.startCall({
				from: '+15005550006',
				to: '+15005550009',
				parentCallSid: bob,
				status: 'queued',
				statusCallback,
				statusCallbackEvent: [...ALL_STATUSES],
			}),
		() => phone.say(bob, { type: 'ready' }),
		() => phone.answer(child()),
		() => phone.end(child()),
		() => phone.join(bob, 'Support', { statusCallback, statusCallbackEvent: ['join', 'leave'] }),
		() => phone.leave(bob),
	];
	const child = () => phone.calls().find(({ parentCallSid }) => parentCallSid === bob)?.sid ?? '';
	for (const step of steps) {
		step();
		await bench.twilio.settled();
	}

	const executions = await bench.api.waitForExecutions(id, 6, TIMEOUT_MS);
	const items = executions.flatMap(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json));
	const events = items.map(({ event, call_sid }) => `${String(event)} ${String(call_sid)}`);
	expect(events.sort()).toEqual(
		[
			`callInitiated ${child()}`,
			`message ${bob}`,
			`callAnswered ${child()}`,
			`callEnded ${child()}`,
			`participantJoined ${bob}`,
			`participantLeft ${bob}`,
		].sort(),
	);
	expect(phone.subscriptionsOf(bob)).toHaveLength(1);
	const failed = bench.twilio.deliveries.filter(({ status }) => status !== 204);
	expect(failed).toEqual([]);
});
