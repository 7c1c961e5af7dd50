import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isForTwilioItself, readUsableCredential } from '../descriptions/credential';
import { readTriggerOptions } from '../descriptions/triggerOptions';
import { callbackUrlProblem } from '../twilio/delivery/callbackUrl';

/**
 * Refuses to activate a trigger whose credential could not prove any callback, or whose options cannot be used. There is
 * nothing to register at Twilio: each call is subscribed while it lasts. Throws a NodeOperationError; n8n shows its
 * message only, so that carries the remedy.
 */
export async function requireUsableSetup(context: IHookFunctions): Promise<void> {
	const credential = await readUsableCredential(context);
	if (credential.authTokens.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			'The credential has no Auth Token, so no callback could be proven to be from Twilio. Fill in Auth Token in the credential (Twilio Console, Account Info), also when requests sign in with an API key, and activate again',
		);
	}
	const isPublic = isForTwilioItself(credential);
	for (const { url } of readTriggerOptions(context).publicUrls) {
		const problem = callbackUrlProblem(url, { isPublic });
		if (problem === undefined) continue;
		throw new NodeOperationError(
			context.getNode(),
			`Public URL ${problem.problem}. Write the address under which Twilio reaches n8n, such as https://voice.example.com`,
		);
	}
}
