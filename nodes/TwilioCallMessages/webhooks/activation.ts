import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { readUsableCredential } from '../descriptions/credential';

/**
 * Refuses to activate a trigger whose credential could not prove any callback. There is nothing to
 * register at Twilio: each call is subscribed while it lasts. Throws a NodeOperationError.
 */
export async function requireProvingCredential(context: IHookFunctions): Promise<void> {
	const { authTokens } = await readUsableCredential(context);
	if (authTokens.length === 0) {
		// n8n shows the message only, so it carries the remedy.
		throw new NodeOperationError(
			context.getNode(),
			'The credential has no Auth Token, so no callback could be proven to be from Twilio. Fill in Auth Token in the credential (Twilio Console, Account Info), also when requests sign in with an API key, and activate again',
		);
	}
}
