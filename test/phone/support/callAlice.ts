import { callStatusUrl } from '../../../sandbox/examples';
import type { TwilioEmulator } from '../../../sandbox/twilio/server';
import { n8nUrl } from '../../support/n8n';
import { onPhone, type Stage } from './phoneTest';
import { untilEnded } from './waiting';

export const CUSTOMER = '+15005550006';

/** A customer calls, and Twilio dials Alice's app. Returns the Call SIDs of the two legs. */
export function callAlice({ phone }: TwilioEmulator) {
	const customer = phone.startCall({ from: CUSTOMER, to: '+15005550001', status: 'in-progress' });
	const statusCallback = callStatusUrl(n8nUrl(), 'Greet a caller');
	const leg = { from: CUSTOMER, to: 'client:alice', parentCallSid: customer.sid, statusCallback };
	return { customer: customer.sid, alice: phone.startCall(leg).sid };
}

/** Alice's page is called, and she rejects: her leg has to be busy. */
export async function rejectCall(stage: Stage): Promise<void> {
	const { twilio } = stage;
	await onPhone(stage, async (phone) => {
		await phone.reach('ready');
		const { alice } = callAlice(twilio);
		await phone.button('Reject').click();
		await phone.incoming.waitFor({ state: 'hidden' });
		expect(await untilEnded(twilio, alice)).toBe('busy');
	});
}
