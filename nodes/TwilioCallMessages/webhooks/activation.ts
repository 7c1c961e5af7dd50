import type { IHookFunctions } from 'n8n-workflow';

import { readAutoSubscribe } from '../fields/autoSubscribe';
import { unusableSetup } from '../fields/reading';
import { readTriggerEvents } from '../fields/triggerEvents';
import { readTriggerOptions } from '../fields/triggerOptions';
import { answersVoiceUrl, requireVoiceAnswer } from '../fields/voiceAnswer';
import { isForTwilioItself, readUsableCredential } from '../n8n/credential';
import { nodeError } from '../n8n/nodeError';
import { callbackUrlProblem } from '../twilio/delivery/callbackUrl';
import { attempt } from '../twilio/rest/problem';

/**
 * Refuses to activate a trigger whose credential could not prove any callback, or whose options cannot be used. There is
 * nothing to register at Twilio: each call is subscribed while it lasts. Throws a NodeOperationError; n8n shows its
 * message only, so that carries the remedy.
 */
export async function requireUsableSetup(context: IHookFunctions): Promise<void> {
	const checked = await attempt(async () => await checkSetup(context));
	if (!checked.ok) throw nodeError(context.getNode(), checked.problem);
}

async function checkSetup(context: IHookFunctions): Promise<void> {
	const credential = await readUsableCredential(context);
	if (credential.authTokens.length === 0 && credential.sharedKeySecrets.length === 0) {
		throw unusableSetup(
			'The credential has neither an Auth Token nor a Shared Key Secret, so no callback could be proven to be from Twilio. Fill in Shared Key Secret, when Twilio signs with a shared key, or Auth Token (Twilio Console, Account Info), and activate again',
		);
	}
	requireSomethingToDo(context);
	if (answersVoiceUrl(context)) requireVoiceAnswer(context);
	const isPublic = isForTwilioItself(credential);
	for (const { url } of readTriggerOptions(context).publicUrls) {
		const unusable = callbackUrlProblem(url, { isPublic });
		if (unusable === undefined) continue;
		throw unusableSetup(
			`Public URL ${unusable.problem}. Write the address under which Twilio reaches n8n, such as https://voice.example.com`,
		);
	}
}

function requireSomethingToDo(context: IHookFunctions): void {
	const events = readTriggerEvents(context);
	const isAnswering = answersVoiceUrl(context);
	if (events.has('callPlaced') && !isAnswering) {
		throw unusableSetup(
			'Call Placed comes to the Voice URL, which this trigger does not answer. Switch on Answer Voice URL, or take Call Placed out of Events',
		);
	}
	if (events.size > 0 || isAnswering || readAutoSubscribe(context)) return;
	throw unusableSetup(
		'This trigger would do nothing. Choose something under Events, or switch on Auto-Subscribe',
	);
}
