import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { TwilioEmulator } from '../../../sandbox/twilio/server';
import { executeNode, type NodeResult, type NodeRun } from '../../support/engine';

/** The value of a resource locator in mode By ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The credential of the emulator's account. */
export function credentialOf({ account, baseUrl }: TwilioEmulator): IDataObject {
	return { accountSid: account.sid, authToken: account.authToken, apiBaseUrl: baseUrl };
}

/** Sends `{ n: $json.n }`, once unless `run` has other items, and waits until it has been heard. */
export async function send(
	twilio: TwilioEmulator,
	parameters: INodeParameters,
	run: Omit<NodeRun, 'parameters' | 'credential'> = {},
): Promise<NodeResult> {
	const result = await executeNode({
		items: [{ n: 1 }],
		...run,
		parameters: {
			resource: 'message',
			operation: 'send',
			contentMode: 'json',
			contentJson: '={{ { n: $json.n } }}',
			...parameters,
		},
		credential: credentialOf(twilio),
	});
	await twilio.settled();
	return result;
}

/** Parameters that address everyone in a conference. */
export const toConference = (conference: string): INodeParameters => ({
	deliverTo: 'conference',
	conference,
});

/** An app that called in and talks. Returns the SID of its leg. */
export function startApp({ phone }: TwilioEmulator, name = 'alice'): string {
	const from = `client:${name}`;
	return phone.startCall({ from, to: '+15005550006', status: 'in-progress' }).sid;
}

/** Somebody on a phone line who called in and talks. Returns the SID of the leg. */
export function startPhone({ phone }: TwilioEmulator): string {
	return phone.startCall({ from: '+15005550010', to: '+15005550006', status: 'in-progress' }).sid;
}

/** An app that was dialled by another leg. Returns the SID of its leg. */
export function startChild(
	{ phone }: TwilioEmulator,
	parentCallSid: string,
	status: 'queued' | 'ringing' | 'in-progress' = 'ringing',
): string {
	return phone.startCall({ from: '+15005550010', to: 'client:bob', parentCallSid, status }).sid;
}

/** As many apps in a conference, in the order in which they joined. */
export function startConference(twilio: TwilioEmulator, name: string, apps: number): string[] {
	const callSids = Array.from({ length: apps }, (_, n) => startApp(twilio, `agent${n}`));
	for (const callSid of callSids) twilio.phone.join(callSid, name);
	return callSids;
}

/** The SID of the newest conference. */
export function newestConference({ phone }: TwilioEmulator): string {
	return phone.conferences()[0]?.sid ?? '';
}

/** What the person on a leg has heard. */
export function heardBy({ phone }: TwilioEmulator, callSid: string): unknown[] {
	return phone.heardBy(callSid).map(({ content }) => content);
}

/** The paths, below the account, that were asked for. */
export function lookups({ requests }: TwilioEmulator): string[] {
	return requests
		.filter(({ method }) => method === 'GET')
		.map(({ path }) => path.replace(/^.*\/Accounts\/\w+/, ''))
		.sort();
}

/** How many messages Twilio was asked to send, whatever became of them. */
export function messageRequests({ requests }: TwilioEmulator): number {
	return requests.filter(({ method }) => method === 'POST').length;
}

/** The `call_sid` of each item of an output, with the input item it belongs to. */
export function recipientsIn({ outputs }: NodeResult, output = 0): unknown[] {
	return (outputs[output] ?? []).map(({ json, pairedItem }) => [json['call_sid'], pairedItem]);
}
