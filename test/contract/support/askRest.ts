import type { TwilioEmulator } from '../../../sandbox/twilio/server';

/**
 * Sends what Twilio's SDK cannot be talked into sending, with the Auth Token unless told otherwise. `{AC}` and `{SK}` in
 * the path stand for the SIDs of the account and of its API key.
 */
export function askRest(
	{ baseUrl, account }: TwilioEmulator,
	method: string,
	path: string,
	init: RequestInit = {},
): Promise<Response> {
	const { sid, authToken, apiKeySid } = account;
	const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
	const filled = path.replace('{AC}', sid).replace('{SK}', apiKeySid);
	return fetch(`${baseUrl}${filled}`, {
		method,
		...init,
		headers: { authorization, ...init.headers },
	});
}
