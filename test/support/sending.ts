import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { credentialFor } from '../../sandbox/credential';
import type { TwilioEmulator } from '../../sandbox/twilio/server';
import { executeNode, type NodeResult, type NodeRun } from './engine';
import { sendNumber } from './parameters';

/** The credential of the emulator's account. */
export const credentialOf = (twilio: TwilioEmulator): IDataObject => credentialFor(twilio).data;

/** Sends `{ n: $json.n }`, once unless `run` has other items, and waits until it has been heard. */
export async function send(
	twilio: TwilioEmulator,
	parameters: INodeParameters,
	run: Omit<NodeRun, 'parameters' | 'credential'> = {},
): Promise<NodeResult> {
	const result = await executeNode({
		items: [{ n: 1 }],
		...run,
		parameters: sendNumber(parameters),
		credential: credentialOf(twilio),
	});
	await twilio.settled();
	return result;
}

/** The `call_sid` of each item of an output, with the input item it belongs to. */
export function recipientsIn({ outputs }: NodeResult, output = 0): unknown[] {
	return (outputs[output] ?? []).map(({ json, pairedItem }) => [json['call_sid'], pairedItem]);
}
