import { Router } from 'express';

import type { CallProgress } from '../../calls/callProgress';
import type { EmulatorContext } from '../../emulatorContext';
import { findCall } from '../callAccess';
import { CALL_FILTERS } from '../callFilters';
import { formExpected, readForm } from '../form';
import { hangUp, UPDATE_CALL } from '../hangUp';
import { filterParameters, listParameters, matcherOf } from '../listFilters';
import { methodNotPlayed } from '../notPlayed';
import { paginate } from '../paging';
import { queryOf, takes } from '../parameters';
import { accountPath, representCall } from '../representations';
import { methodNotAllowed } from '../restError';

/**
 * List, fetch and hang up: https://www.twilio.com/docs/voice/api/call-resource
 * Twilio can also place and delete calls; here people place them (steering), and nobody deletes one.
 */
export function callsRoutes({ account, store }: EmulatorContext, progress: CallProgress): Router {
	const router = Router({ caseSensitive: true, strict: true });
	router
		.route('/Calls.json')
		.get(takes(listParameters(CALL_FILTERS)), (request, response) => {
			const query = queryOf(request);
			const listing = {
				all: store.listCalls(),
				isListed: matcherOf(CALL_FILTERS, query),
				path: `${accountPath(account.sid)}/Calls.json`,
				parameters: filterParameters(CALL_FILTERS, query),
			};
			const { items, links } = paginate(listing, query);
			response.json({ ...links, calls: items.map((call) => representCall(account.sid, call)) });
		})
		.post(methodNotPlayed)
		.all(methodNotAllowed);
	router
		.route('/Calls/:sid.json')
		.get(takes({}), (request, response) => {
			const call = findCall(store, request.params.sid, request);
			response.json(representCall(account.sid, call));
		})
		.post(takes(UPDATE_CALL), (request, response) => {
			const call = findCall(store, request.params.sid, request);
			const form = readForm(request, formExpected());
			response.json(representCall(account.sid, hangUp(progress, call, form)));
		})
		.delete(methodNotPlayed)
		.all(methodNotAllowed);
	return router;
}
