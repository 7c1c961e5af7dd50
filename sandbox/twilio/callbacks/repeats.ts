import type { ConnectionSettings, RetryTrigger } from './connectionOverrides';
import type { Outcome } from './sendCallback';

/**
 * Whether an attempt is made again after `repeats` repeats. Redirects, cut answers and resets after the connection
 * stood are under no retry policy, not even `all`: a partial answer is excluded in so many words, and a reset is
 * no read timeout (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export function isRepeated(
	outcome: Outcome,
	repeats: number,
	{ retryCount, retryOn }: Pick<ConnectionSettings, 'retryCount' | 'retryOn'>,
): boolean {
	const trigger = triggerOf(outcome);
	return repeats < retryCount && trigger !== null && retryOn.includes(trigger);
}

function triggerOf(outcome: Outcome): RetryTrigger | null {
	if (!('status' in outcome)) return outcome.trigger;
	if (outcome.status >= 500) return '5xx';
	return outcome.status >= 400 ? '4xx' : null;
}
