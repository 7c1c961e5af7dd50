import type { Request } from 'express';
import { Router } from 'express';

import { isPresent, type Participant } from '../../conferences/conferences';
import type { EmulatorContext } from '../../emulatorContext';
import { CONFERENCE_FILTERS, PARTICIPANT_FILTERS, withDefaultStatus } from '../conferenceFilters';
import {
	conferencePath,
	representConference,
	representParticipant,
} from '../conferenceRepresentations';
import { filterParameters, listParameters, matcherOf } from '../listFilters';
import { methodNotPlayed } from '../notPlayed';
import { paginate } from '../paging';
import { queryOf, takes } from '../parameters';
import { accountPath } from '../representations';
import { methodNotAllowed, notFound } from '../restError';

/**
 * Lists only: https://www.twilio.com/docs/voice/api/conference-resource
 * Twilio can also add participants over REST; here people join (steering).
 */
export function conferencesRoutes(context: EmulatorContext): Router {
	const router = Router({ caseSensitive: true, strict: true });
	router
		.route('/Conferences.json')
		.get(takes(listParameters(CONFERENCE_FILTERS)), (request, response) => {
			response.json(listConferences(context, request));
		})
		.all(methodNotAllowed);
	router
		.route('/Conferences/:conferenceSid/Participants.json')
		.get(takes(listParameters(PARTICIPANT_FILTERS)), (request, response) => {
			response.json(listParticipants(context, request.params.conferenceSid, request));
		})
		.post(methodNotPlayed)
		.all(methodNotAllowed);
	return router;
}

function listConferences({ account, conferences }: EmulatorContext, request: Request) {
	const query = queryOf(request);
	const listing = {
		all: conferences.listConferences(),
		isListed: matcherOf(CONFERENCE_FILTERS, withDefaultStatus(query)),
		path: `${accountPath(account.sid)}/Conferences.json`,
		parameters: filterParameters(CONFERENCE_FILTERS, query),
	};
	const { items, links } = paginate(listing, query);
	return { ...links, conferences: items.map((one) => representConference(account.sid, one)) };
}

/** Only those who are there: https://www.twilio.com/docs/voice/api/conference-participant-resource */
function listParticipants(
	{ account, conferences }: EmulatorContext,
	conferenceSid: string,
	request: Request,
) {
	if (!conferences.findConference(conferenceSid)) throw notFound(request);
	const query = queryOf(request);
	const isWanted = matcherOf(PARTICIPANT_FILTERS, query);
	const listing = {
		all: conferences.listParticipants(conferenceSid),
		isListed: (one: Participant) => isPresent(one) && isWanted(one),
		path: `${conferencePath(account.sid, conferenceSid)}/Participants.json`,
		parameters: filterParameters(PARTICIPANT_FILTERS, query),
	};
	const { items, links } = paginate(listing, query);
	return { ...links, participants: items.map((one) => representParticipant(account.sid, one)) };
}
