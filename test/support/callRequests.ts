import axios from 'axios';

import type { TwilioEmulator } from '../../sandbox/twilio/server';

/** What a server can make for a call. */
export type CallResource = 'UserDefinedMessages' | 'UserDefinedMessageSubscriptions';

/** Asks the emulator as a server does, without n8n. Rejects when it refuses. */
export async function postToCall(
	{ account, baseUrl }: Pick<TwilioEmulator, 'account' | 'baseUrl'>,
	callSid: string,
	resource: CallResource,
	form: Readonly<Record<string, string>>,
): Promise<void> {
	const url = `${baseUrl}/2010-04-01/Accounts/${account.sid}/Calls/${callSid}/${resource}.json`;
	const auth = { username: account.sid, password: account.authToken };
	await axios.post(url, new URLSearchParams(form), { auth, proxy: false });
}
