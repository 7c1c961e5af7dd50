import { isActive, isAppLeg, type CallLeg } from '../callLeg';

/** Whom an item addresses. */
export type Target =
	| { readonly deliverTo: 'call' | 'childCalls' | 'parentCall'; readonly callSid: string }
	| { readonly deliverTo: 'conference'; readonly conference: string };

/** How to find out about calls; every function rejects when Twilio cannot be asked. */
export interface CallLookups {
	readonly call: (callSid: string) => Promise<CallLeg>;
	/** Undefined for a call Twilio does not know. */
	readonly callIfKnown: (callSid: string) => Promise<CallLeg | undefined>;
	readonly childCalls: (callSid: string) => Promise<readonly CallLeg[]>;
	/** The newest calls in progress, and perhaps not all of them. */
	readonly callsInProgress: () => Promise<readonly CallLeg[]>;
	/** Call SIDs of the participants of a conference, by SID or friendly name. */
	readonly participants: (conference: string) => Promise<readonly string[]>;
}

/** The Call SIDs a target stands for, possibly none. Whether the call itself, or its parent, is active Twilio will tell. */
export async function findRecipients(
	target: Target,
	lookups: CallLookups,
): Promise<readonly string[]> {
	switch (target.deliverTo) {
		case 'call':
			return [target.callSid];
		case 'childCalls':
			return (await lookups.childCalls(target.callSid)).filter(isActive).map(({ sid }) => sid);
		case 'parentCall': {
			const { parentCallSid } = await lookups.call(target.callSid);
			return parentCallSid === undefined ? [] : [parentCallSid];
		}
		case 'conference':
			return await appsIn(target.conference, lookups);
	}
}

// A participant says nothing of who it is, its call does. One list tells of most calls, without a request for each.
async function appsIn(conference: string, lookups: CallLookups): Promise<readonly string[]> {
	const callSids = lookups.participants(conference);
	const legs = await legsOf(callSids, lookups);
	return legs.flatMap((leg) => (leg && isActive(leg) && isAppLeg(leg) ? [leg.sid] : []));
}

/** The legs of these calls, in their order; undefined for one Twilio does not know. */
export async function legsOf(
	callSids: readonly string[] | Promise<readonly string[]>,
	lookups: Pick<CallLookups, 'callIfKnown' | 'callsInProgress'>,
): Promise<Array<CallLeg | undefined>> {
	const [wanted, inProgress] = await Promise.all([callSids, lookups.callsInProgress()]);
	const known = new Map(inProgress.map((leg) => [leg.sid, leg]));
	return await Promise.all(
		wanted.map(async (callSid) => known.get(callSid) ?? (await lookups.callIfKnown(callSid))),
	);
}

/** Tells targets apart: the same for the same target. */
export function targetKey(target: Target): string {
	return JSON.stringify(Object.values(target));
}
