import type { RequestHandler } from 'express';
import { Router } from 'express';

import { API_VERSION } from '../apiVersion';
import type { CallMessages } from '../calls/callMessages';
import type { CallProgress } from '../calls/callProgress';
import type { EmulatorContext } from '../emulatorContext';
import { requireCredentials } from './auth';
import { readBodyAsText } from './form';
import { pathNotPlayed } from './notPlayed';
import { accountPath } from './representations';
import { sendRestError } from './restError';
import { accountsRoutes } from './routes/accounts';
import { callsRoutes } from './routes/calls';
import { conferencesRoutes } from './routes/conferences';
import { userDefinedMessagesRoutes } from './routes/userDefinedMessages';
import { userDefinedMessageSubscriptionsRoutes } from './routes/userDefinedMessageSubscriptions';

/**
 * The part of Twilio's REST API in `openapi.json` that calls and their messages need, for one account. Everything else is
 * refused with words that say so.
 */
export function restApi(
	context: EmulatorContext,
	progress: CallProgress,
	messages: CallMessages,
	strikeFaults: RequestHandler,
): Router {
	const { account, ledger } = context;
	const router = Router({ caseSensitive: true, strict: true });
	router.use(ledger.recordRequest, requireCredentials(account));
	router.use(readBodyAsText, ledger.recordBody, strikeFaults);
	router.use(`/${API_VERSION}/Accounts`, accountsRoutes(account, context.now()));
	router.use(
		accountPath(account.sid),
		callsRoutes(context, progress),
		conferencesRoutes(context),
		userDefinedMessagesRoutes(context, messages),
		userDefinedMessageSubscriptionsRoutes(context, messages),
	);
	router.use(pathNotPlayed(account), sendRestError);
	return router;
}
