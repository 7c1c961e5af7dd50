import type { CallbackMethod } from '../calls/calls';
import type { EmulatorContext } from '../emulatorContext';
import { buildCallbackRequest } from './callbackRequest';
import type { Addressed } from './callbacks';
import { readConnectionOverrides } from './connectionOverrides';
import type { CallbackParameters } from './messageCallback';

/** Where something is reported to. */
export interface CallbackTarget {
	readonly url: string;
	readonly method: CallbackMethod;
}

/** Sends a form, signed as the rule for its URL says, with the connection overrides in its fragment. Returns at once. */
export function report(
	{ callbacks, signing }: Pick<EmulatorContext, 'callbacks' | 'signing'>,
	address: Addressed,
	target: CallbackTarget,
	parameters: CallbackParameters,
): void {
	const request = buildCallbackRequest(target, parameters, 'form', signing.keyFor(target.url));
	callbacks.enqueue(address, request, readConnectionOverrides(target.url));
}
