import type { IDataObject } from 'n8n-workflow';

import { conferenceField, readConference } from '../../fields/conference';
import { limitFields, readLimit } from '../../fields/limit';
import { readingOptions } from '../../fields/options';
import { readSwitch } from '../../fields/reading';
import { simplify } from '../../fields/simplify';
import { isAppLeg } from '../../twilio/callLeg';
import { legsOf, type CallLookups } from '../../twilio/delivery/recipients';
import { findConferenceSid, listParticipants } from '../../twilio/rest/conferences';
import type { Operation } from '../operation';

export const getParticipants: Operation = {
	resource: 'call',
	value: 'getParticipants',
	name: 'Get Participants',
	action: 'Get the participants of a conference',
	description: 'List who is in a conference, with an app or a phone',
	fields: [{ ...conferenceField, required: true }, ...limitFields, simplify, readingOptions],
	read: (item, { http, lookups }) => {
		const conference = readConference(item);
		const limit = readLimit(item);
		const isSimplified = readSwitch(item, 'Simplify', item.field('simplify', true));
		return {
			lookUp: async () => {
				const sid = await findConferenceSid(http, conference);
				if (sid === undefined) return [];
				const participants = (await listParticipants(http, sid)).slice(0, limit);
				return isSimplified ? await simplified(participants, lookups) : participants;
			},
		};
	},
};

const FIELDS = ['call_sid', 'conference_sid', 'label', 'status', 'muted', 'hold', 'coaching'];

/** With `uses`, which Twilio does not say: who is on the other end of the leg, as `app`, `phone` or, for a call that is gone, null. */
async function simplified(
	participants: readonly IDataObject[],
	lookups: CallLookups,
): Promise<IDataObject[]> {
	const callSids = participants.map((participant) => String(participant['call_sid']));
	const legs = await legsOf(callSids, lookups);
	return participants.map((participant, index) => {
		const leg = legs[index];
		const uses = leg === undefined ? null : isAppLeg(leg) ? 'app' : 'phone';
		const fields = FIELDS.map((name) => [name, participant[name] ?? null]);
		return { ...Object.fromEntries(fields), uses, from: leg?.from ?? null, to: leg?.to ?? null };
	});
}
