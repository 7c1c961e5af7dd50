import { callLegOf, type CallLeg } from '../twilio/callLeg';
import type { CallLookups } from '../twilio/delivery/recipients';
import { fetchCall, listCalls } from '../twilio/rest/calls';
import { findConferenceSid, listParticipants } from '../twilio/rest/conferences';
import { isCallEnded } from '../twilio/rest/failure';
import { MAX_PAGE_SIZE } from '../twilio/rest/lists';
import type { TwilioHttp } from '../twilio/rest/request';

/** Finds out about calls by asking Twilio; what is asked of all calls is asked once. */
export function callLookups(http: TwilioHttp): CallLookups {
	let inProgress: Promise<CallLeg[]> | undefined;
	const readInProgress = async () =>
		(await listCalls(http, { status: 'in-progress' }, MAX_PAGE_SIZE)).map(callLegOf);
	const call = async (callSid: string) => callLegOf(await fetchCall(http, callSid));
	return {
		call,
		callIfKnown: async (callSid) => await ifKnown(call(callSid)),
		childCalls: async (parentCallSid) => (await listCalls(http, { parentCallSid })).map(callLegOf),
		callsInProgress: async () => await (inProgress ??= readInProgress()),
		participants: async (conference) => {
			const sid = await findConferenceSid(http, conference);
			const listed = sid === undefined ? [] : await ifKnown(listParticipants(http, sid));
			return (listed ?? []).map((participant) => String(participant['call_sid']));
		},
	};
}

async function ifKnown<T>(asked: Promise<T>): Promise<T | undefined> {
	return await asked.catch(async (error: unknown) =>
		isCallEnded(error) ? undefined : await Promise.reject(error),
	);
}
