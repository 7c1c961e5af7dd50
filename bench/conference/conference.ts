/** The conference messages go to, and how it is reached. */
export const CONFERENCE = { sid: `CF${'7'.repeat(32)}`, name: 'Support' };
export const PARTICIPANTS = 100;
export const UNREACHABLE = 10;
export const LATENCY_MS = 500;
export const MAX_CONCURRENT_CALLS = 20;

export const CALL_SIDS = Array.from(
	{ length: PARTICIPANTS },
	(_, n) => `CA${String(n).padStart(32, '0')}`,
);

const UNREACHABLE_SIDS = new Set(
	CALL_SIDS.filter((_, n) => n % (PARTICIPANTS / UNREACHABLE) === 0),
);

/** Whether messages to this leg are refused, because it has just hung up. */
export const isUnreachable = (callSid: string): boolean => UNREACHABLE_SIDS.has(callSid);
