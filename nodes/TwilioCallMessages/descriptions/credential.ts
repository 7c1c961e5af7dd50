import type { FunctionsBase } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { TwilioLocation } from '../twilio/baseUrl';
import { isSid } from '../twilio/sids';

export const CREDENTIAL_TYPE = 'twilioCallMessagesApi';

/** What the nodes read from the credential; how requests sign in is n8n's business. */
export interface TwilioCredential {
	readonly accountSid: string;
	/** The tokens that prove callbacks, empty ones left out. */
	readonly authTokens: readonly string[];
	readonly location: TwilioLocation;
}

/**
 * Reads the credential of a node. Optional fields that are not set come back as empty strings.
 * Throws a NodeOperationError when the Account SID is not one: it is part of every request's path.
 */
export async function readCredential(
	context: Pick<FunctionsBase, 'getCredentials' | 'getNode'>,
): Promise<TwilioCredential> {
	const data = await context.getCredentials<Record<string, unknown>>(CREDENTIAL_TYPE);
	const text = (name: string): string => {
		const value = data[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const accountSid = text('accountSid');
	if (!isSid('AC', accountSid)) {
		throw new NodeOperationError(
			context.getNode(),
			'The Account SID in the credential is not valid',
			{
				description:
					'It is AC followed by 32 hex digits: Twilio Console, Account Info. Correct it and save the credential.',
			},
		);
	}
	return {
		accountSid,
		authTokens: [text('authToken'), text('secondaryAuthToken')].filter((token) => token !== ''),
		location: {
			region: text('region') || 'us1',
			edge: text('edge'),
			apiBaseUrl: text('apiBaseUrl'),
		},
	};
}
