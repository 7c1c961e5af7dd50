import type { IDataObject } from 'n8n-workflow';

import { isSid } from '../sids';
import { readList } from './lists';
import type { TwilioHttp } from './request';

/** A conference waits as `init` until its second participant joins, and Twilio lists only what is asked for. */
const LIVE_STATUSES = ['in-progress', 'init'] as const;

/**
 * The SID of a conference that has not ended, by SID or friendly name; undefined when there is none of this name.
 * Source: https://www.twilio.com/docs/voice/api/conference-resource#read-multiple-conference-resources
 */
export async function findConferenceSid(
	http: TwilioHttp,
	sidOrName: string,
): Promise<string | undefined> {
	if (isSid('CF', sidOrName)) return sidOrName;
	const list = { path: '/Conferences.json', name: 'conferences' } as const;
	const conferences = await Promise.all(
		LIVE_STATUSES.map(
			async (status) => await readList(http, list, { FriendlyName: sidOrName, Status: status }, 1),
		),
	);
	const [sid] = conferences.flat().map((conference) => conference['sid']);
	return isSid('CF', sid) ? sid : undefined;
}

/**
 * Participant resources of those who are in a conference, or about to be.
 * Source: https://www.twilio.com/docs/voice/api/conference-participant-resource
 */
export async function listParticipants(
	http: TwilioHttp,
	conferenceSid: string,
): Promise<IDataObject[]> {
	const path = `/Conferences/${conferenceSid}/Participants.json`;
	const participants = await readList(http, { path, name: 'participants' }, {});
	return participants.filter(
		({ status, call_sid: callSid }) =>
			status !== 'complete' && status !== 'failed' && isSid('CA', callSid),
	);
}
