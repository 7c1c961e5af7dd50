import type { Sound, Verb } from '../reading/verbs';
import type { Run } from '../run';
import { connectStreams, startStreams } from './playStreams';
import { playDial } from './playDial';
import { playEnqueue } from './playEnqueue';
import type { Next } from './next';

/** Speech is fast here, and every sound short: nobody listens. */
const SECONDS_PER_WORD = 0.06;
const SECONDS_AT_MOST = 1;
const PLAY_SECONDS = 0.2;

/** Does what a verb says. Every verb but those of `<Redirect>`, `<Reject>`, `<Pause>`, `<Start>` and `<Stop>` answers the call. */
export async function playVerb(run: Run, verb: Verb): Promise<Next> {
	switch (verb.verb) {
		case 'Say':
		case 'Play':
			return await playSound(run, verb);
		case 'Pause':
			await run.pass(verb.seconds);
			return 'goOn';
		case 'Hangup':
			return 'end';
		case 'Reject':
			return reject(run, verb.reason);
		case 'Redirect':
			return { target: verb.to, more: {} };
		case 'Dial':
			return await playDial(run, verb);
		case 'Enqueue':
			return await playEnqueue(run, verb);
		case 'Connect':
			return await connectStreams(run, verb.streams, verb.action);
		case 'Start':
			startStreams(run, verb.streams);
			return 'goOn';
		case 'Stop':
			verb.names.forEach((name) => stopStream(run, name));
			return 'goOn';
	}
}

async function playSound(run: Run, { verb, words, times }: Sound): Promise<Next> {
	await run.answer();
	const count = words.split(/\s+/).length;
	const once = verb === 'Play' ? PLAY_SECONDS : Math.min(SECONDS_AT_MOST, count * SECONDS_PER_WORD);
	if (times === 0) await run.rest(() => undefined);
	else await run.pass(once * times);
	return 'goOn';
}

/** A call that was answered can only be hung up. Which status Twilio gives for which reason is assumed. */
function reject(run: Run, reason: 'rejected' | 'busy'): Next {
	if (run.call.status !== 'ringing') return 'end';
	run.parts.progress.end(run.callSid, reason === 'busy' ? 'busy' : 'no-answer');
	return 'end';
}

function stopStream(run: Run, name: string): void {
	const { streams } = run.parts;
	if (streams.runningOf(run.callSid).some((stream) => stream.name === name)) {
		streams.stop(run.callSid, name);
	}
}
