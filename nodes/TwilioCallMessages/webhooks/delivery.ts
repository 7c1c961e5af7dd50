import type { IWebhookFunctions } from 'n8n-workflow';

import type { TriggerOptions } from '../fields/triggerOptions';
import { ReceivedCallbacks, type Delivery } from './duplicates';
import { isRecorded } from './recording';

/** What tells one callback from all others that are let in, and when Twilio made it. */
export interface Occurrence {
	readonly key: string;
	readonly timestamp: Date;
}

/** What callbacks of one kind were received. */
export interface Received {
	readonly lately: ReceivedCallbacks;
	/** By triggers with a Maximum Age: a copy is either too old, or of a callback in here. */
	readonly withinAge: ReceivedCallbacks;
}

export const nothingReceived = (): Received => ({
	lately: new ReceivedCallbacks(10_000),
	withinAge: new ReceivedCallbacks(100_000),
});

/** Tells whether a callback is older than the trigger's Maximum Age. */
export function isTooOld(
	{ timestamp }: Pick<Occurrence, 'timestamp'>,
	{ maximumAgeMs }: Pick<TriggerOptions, 'maximumAgeMs'>,
): boolean {
	return maximumAgeMs > 0 && Date.now() - timestamp.getTime() > maximumAgeMs;
}

/** Tells what a delivery of a callback is to the trigger it came to. */
export async function deliveryOf(
	context: IWebhookFunctions,
	received: Received,
	{ key, timestamp }: Occurrence,
	{ ignoreDuplicates, maximumAgeMs }: Pick<TriggerOptions, 'ignoreDuplicates' | 'maximumAgeMs'>,
): Promise<Delivery> {
	if (!ignoreDuplicates) return 'first';
	// The test URL, where somebody is looking, is apart from the production URL.
	const keyHere = [context.getNode().webhookId, context.getMode(), key].join(' ');
	const recording = async () => await isRecorded(context.getResponseObject());
	if (maximumAgeMs === 0) return await received.lately.claim(keyHere, recording);
	// A little longer than its age lets a copy in.
	const keepUntil = timestamp.getTime() + maximumAgeMs + 1_000;
	return await received.withinAge.claim(keyHere, recording, keepUntil);
}
