import { createHash } from 'node:crypto';

import { FAULT_NAMES, type FaultName } from '../../../sandbox/twilio/faults/faultNames';
import type { FaultPlan } from '../../../sandbox/twilio/faults/faults';

/** So many in a row a message survives within the time its repeats may take. */
const MOST_IN_A_ROW = 3;

/**
 * Lets the given share (0 to 1) of requests fail, every way of failing alike. What happens to attempt a at message
 * m of call c depends on the seed alone, in whatever order the calls are served.
 */
export function randomFaults(seed: number, share: number, callSids: readonly string[]): FaultPlan {
	const attemptsOfCall = new Map<string, Map<string, number>>();
	return ({ callSid = '', idempotencyKey = '' }) => {
		const attempts = attemptsOfCall.get(callSid) ?? new Map<string, number>();
		const attempt = (attempts.get(idempotencyKey) ?? 0) + 1;
		attemptsOfCall.set(callSid, attempts.set(idempotencyKey, attempt));
		if (attempt > MOST_IN_A_ROW) return undefined;

		const message = [...attempts.keys()].indexOf(idempotencyKey);
		const chance = chanceOf([seed, callSids.indexOf(callSid), message, attempt].join(' '));
		return chance < share ? faultAt(chance / share) : undefined;
	};
}

/** A number from 0 up to but not including 1. */
function chanceOf(text: string): number {
	return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

function faultAt(position: number): FaultName | undefined {
	return FAULT_NAMES[Math.floor(position * FAULT_NAMES.length)];
}
