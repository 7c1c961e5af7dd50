import type { Call } from '../../calls/calls';
import { durationSeconds, isEnded } from '../../calls/calls';
import type { CallbackParameters } from '../../callbacks/messageCallback';
import type { Dial, DialledParty } from '../reading/verbs';
import type { Run } from '../run';
import { dialConference } from './dialConference';
import { actionOr, type Next } from './next';

/**
 * Calls everybody at once; who answers first talks to the caller. With `answerOnBridge` the caller hears it ring until then.
 * When it is over, the action URL decides, else the verb behind: https://www.twilio.com/docs/voice/twiml/dial
 */
export async function playDial(run: Run, dial: Dial): Promise<Next> {
	if (dial.conference) return await dialConference(run, dial.conference, dial.action);
	if (!dial.answerOnBridge) await run.answer();
	if (run.gone.aborted) return 'end';
	const legs = dial.parties.flatMap((party) => startLeg(run, dial, party));
	const taken = await run.rest(() => firstTaken(run, legs), dial.timeoutSeconds);
	endOthers(run, legs, taken ?? null);
	if (taken && !run.gone.aborted) await talk(run, taken, dial.timeLimitSeconds);
	return actionOr(dial.action, resultOf(run, legs, taken ?? null));
}

function startLeg(run: Run, { callerId }: Dial, party: DialledParty): string[] {
	const { noun, to, parameters, statusCallback } = party;
	const { from: caller } = run.call;
	const problem = problemOf(party, callerId ?? caller);
	if (problem) {
		run.notify('error', problem, '');
		return [];
	}
	const call = run.parts.progress.start({
		from: callerId ?? caller,
		to,
		parentCallSid: run.callSid,
		customParameters: noun === 'Client' ? parameters : {},
		statusCallback: statusCallback?.url,
		statusCallbackMethod: statusCallback?.method,
		statusCallbackEvent: statusCallback?.events,
	});
	return [call.sid];
}

/** Why nobody can be called there: https://www.twilio.com/docs/api/errors/13214 and 13224. */
function problemOf({ noun, to }: DialledParty, from: string) {
	if (noun !== 'Number') return undefined;
	if (!/^\+?\d+$/.test(to)) return { code: 13224, message: `Dial: ${to} is no phone number` };
	// The network of telephones takes no call from a client.
	if (from.startsWith('client:')) {
		return { code: 13214, message: `Dial: ${from} is no caller ID for a phone number` };
	}
	return undefined;
}

/** The leg that was answered; null when nobody is left who could. */
function firstTaken(run: Run, legs: readonly string[]): string | null | undefined {
	const calls = legs.map((sid) => run.parts.progress.find(sid));
	const taken = calls.find(({ answeredAt }) => answeredAt !== null);
	return taken?.sid ?? (calls.every(isEnded) ? null : undefined);
}

function endOthers({ parts: { progress } }: Run, legs: readonly string[], taken: string | null) {
	for (const sid of legs) {
		const isLate = sid !== taken && !isEnded(progress.find(sid));
		if (isLate) progress.end(sid, taken === null ? 'no-answer' : 'canceled');
	}
}

async function talk(run: Run, otherCallSid: string, limitSeconds: number): Promise<void> {
	const { context, progress } = run.parts;
	const { callSid } = run;
	await run.answer();
	context.emit({ type: 'bridged', callSid, otherCallSid });
	const isOver = () => (isEnded(progress.find(otherCallSid)) ? true : undefined);
	await run.rest(isOver, limitSeconds);
	if (!isOver()) progress.end(otherCallSid, 'completed');
	context.emit({ type: 'unbridged', callSid, otherCallSid });
}

function resultOf(run: Run, legs: readonly string[], taken: string | null): CallbackParameters {
	const calls = legs.map((sid) => run.parts.progress.find(sid));
	const call = calls.find(({ sid }) => sid === taken) ?? calls.at(-1);
	return {
		DialCallStatus: call?.status ?? 'failed',
		...(call && { DialCallSid: call.sid }),
		...(taken !== null && call && { DialCallDuration: secondsOf(call) }),
		DialBridged: String(taken !== null),
	};
}

const secondsOf = (call: Call): string => String(durationSeconds(call));
