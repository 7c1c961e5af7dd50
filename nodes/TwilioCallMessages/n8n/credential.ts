import type { FunctionsBase, ICredentialsDecrypted } from 'n8n-workflow';

import { baseUrl, type TwilioLocation } from '../twilio/baseUrl';
import { ProblemError } from '../twilio/result';
import { isSid } from '../twilio/sids';

export const CREDENTIAL_TYPE = 'twilioCallMessagesApi';

/** What the nodes read from the credential; how requests sign in by it is n8n's business. */
export interface TwilioCredential {
	readonly accountSid: string;
	/** The tokens that prove callbacks, empty ones left out. */
	readonly authTokens: readonly string[];
	/** The secrets of shared keys that prove callbacks, empty ones left out. */
	readonly sharedKeySecrets: readonly string[];
	readonly location: TwilioLocation;
	/** As n8n's request helper takes it. */
	readonly decrypted: ICredentialsDecrypted;
}

/** Reads the credential of a node as it is. Fields that are not set come back as empty strings. */
export async function readCredential(
	context: Pick<FunctionsBase, 'getCredentials'>,
): Promise<TwilioCredential> {
	const data = { ...(await context.getCredentials(CREDENTIAL_TYPE)) };
	const text = (name: string): string => {
		const value = data[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const texts = (...names: string[]) => names.map(text).filter((value) => value !== '');
	return {
		accountSid: text('accountSid'),
		authTokens: texts('authToken', 'secondaryAuthToken'),
		sharedKeySecrets: texts('sharedKeySecret', 'secondarySharedKeySecret'),
		location: {
			region: text('region') || 'us1',
			edge: text('edge'),
			apiBaseUrl: text('apiBaseUrl'),
		},
		decrypted: { id: '', name: '', type: CREDENTIAL_TYPE, data },
	};
}

/**
 * Reads the credential of a node that is about to use it. Throws a ProblemError when the Account SID
 * is not one: it is part of every request's path, and callbacks are compared with it.
 */
export async function readUsableCredential(
	context: Pick<FunctionsBase, 'getCredentials'>,
): Promise<TwilioCredential> {
	const credential = await readCredential(context);
	if (isSid('AC', credential.accountSid)) return credential;
	throw new ProblemError({
		problem:
			'The Account SID in the credential is not valid. It is AC followed by 32 hex digits (Twilio Console, Account Info)',
		remedy: 'Correct it and save the credential.',
	});
}

/** Tells whether requests go to Twilio itself, which has to reach n8n over the internet, or to a proxy or an emulator. */
export function isForTwilioItself({ location }: TwilioCredential): boolean {
	return /^https?:\/\/[^/]*\.twilio\.com(?:[:/]|$)/i.test(baseUrl(location));
}
