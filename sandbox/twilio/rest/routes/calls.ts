import { Router } from 'express';

import type { EmulatorContext } from '../../emulatorContext';
import { findCall } from '../callAccess';
import { filterCalls, filterParameters } from '../callFilters';
import { paginate } from '../paging';
import { accountPath, representCall } from '../representations';
import { methodNotAllowed } from '../restError';

/**
 * List and fetch: https://www.twilio.com/docs/voice/api/call-resource
 * Twilio can also create, change and delete calls; here people do that (steering), so those methods answer 405.
 */
export function callsRoutes({ account, store }: EmulatorContext): Router {
	const router = Router({ caseSensitive: true, strict: true });
	router
		.route('/Calls.json')
		.get((request, response) => {
			const query = new URL(request.originalUrl, 'http://emulator').searchParams;
			const calls = filterCalls(store.listCalls(), query);
			const path = `${accountPath(account.sid)}/Calls.json`;
			const { items, links } = paginate(calls, path, query, filterParameters(query));
			response.json({ ...links, calls: items.map((call) => representCall(account.sid, call)) });
		})
		.all(methodNotAllowed);
	router
		.route('/Calls/:sid.json')
		.get((request, response) => {
			const call = findCall(store, request.params.sid, request);
			response.json(representCall(account.sid, call));
		})
		.all(methodNotAllowed);
	return router;
}
