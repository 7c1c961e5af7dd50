import { askForTwiml } from '../askForTwiml';
import type { Enqueue } from '../reading/verbs';
import type { Run } from '../run';
import { actionOr, type Next } from './next';

/**
 * The call waits until somebody takes it out of the queue, by steering the emulator. The wait URL is asked once, what it
 * answers is not played: https://www.twilio.com/docs/voice/twiml/enqueue
 */
export async function playEnqueue(run: Run, { queue, action, waitUrl }: Enqueue): Promise<Next> {
	await run.answer();
	if (run.gone.aborted) return 'end';
	const { queues, context } = run.parts;
	const { queueSid, since } = queues.join(run.callSid, queue, context.now());
	if (waitUrl) await askForTwiml(run, { target: waitUrl, more: waitFields(run, queueSid) });
	await run.rest(() => (queues.has(run.callSid) ? undefined : true));
	const hasHungUp = queues.leave(run.callSid);
	const seconds = Math.floor((context.now().getTime() - since.getTime()) / 1000);
	return actionOr(action, {
		QueueResult: hasHungUp ? 'hangup' : 'leave',
		QueueSid: queueSid,
		QueueTime: String(seconds),
	});
}

function waitFields({ parts: { queues } }: Run, queueSid: string) {
	const size = String(queues.sizeOf(queueSid));
	return {
		QueueSid: queueSid,
		QueuePosition: size,
		CurrentQueueSize: size,
		QueueTime: '0',
		AvgQueueTime: '0',
	};
}
