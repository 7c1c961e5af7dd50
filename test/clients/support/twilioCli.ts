import { join } from 'node:path';

import type { Account } from '../../../sandbox/twilio/account';
import { pathOf } from './clientNames';
import { runClient, type ClientResult } from './runClient';
import type { TwilioHost } from './twilioHost';

/** Runs a command of twilio-cli, signed in with the Auth Token unless told otherwise. It is not to look for newer versions. */
export async function twilioCli(
	host: TwilioHost,
	account: Account,
	args: readonly string[],
	authToken = account.authToken,
): Promise<ClientResult> {
	return await runClient({
		program: process.execPath,
		args: [join(pathOf('twilio-cli'), 'twilio-cli', 'bin', 'run'), ...args],
		env: {
			...host.nodeEnv,
			TWILIO_ACCOUNT_SID: account.sid,
			TWILIO_AUTH_TOKEN: authToken,
			TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
			TWILIO_DISABLE_AUTOUPDATE: 'true',
		},
	});
}
