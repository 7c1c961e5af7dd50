import { Router } from 'express';

import type { Account } from '../../account';
import { refuseApiKeys } from '../auth';
import { methodNotPlayed } from '../notPlayed';
import { takes } from '../parameters';
import { representAccount } from '../representations';
import { methodNotAllowed } from '../restError';

/** Fetch only, and only with the Auth Token: https://www.twilio.com/docs/iam/api/account */
export function accountsRoutes(account: Account, createdAt: Date): Router {
	const router = Router({ caseSensitive: true, strict: true });
	router
		.route(`/${account.sid}.json`)
		.get(refuseApiKeys(account), takes({}), (_request, response) => {
			response.json(representAccount(account, createdAt));
		})
		.post(methodNotPlayed)
		.all(methodNotAllowed);
	return router;
}
