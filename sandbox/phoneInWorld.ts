import axios from 'axios';

import { callStatusUrl, voiceUrl } from './examples';
import type { PhoneAction } from './phone/actions';
import { startPhone } from './phone/server';
import { Refusal } from './refusal';
import { isEnded } from './twilio/calls/calls';
import type { TwilioEmulator } from './twilio/server';

const CUSTOMER = '+15005550006';
const LINE = '+15005550001';

/** The TwiML App of the example workflows: _Greet a caller_ is asked about a call, and told how it goes. */
export function applicationOf(n8nUrl: string) {
	const workflow = 'Greet a caller';
	return {
		voiceUrl: voiceUrl(n8nUrl, workflow),
		statusCallback: callStatusUrl(n8nUrl, workflow),
	};
}

/** Serves the page of a person whose calls the example workflows take part in, those she places and those to her. */
export async function startPhoneInWorld(twilio: TwilioEmulator, n8nUrl: string) {
	twilio.setApplication(applicationOf(n8nUrl));
	return await startPhone({ twilio, actions: [callMe(twilio), askMe(n8nUrl)] });
}

/** A customer calls, and Twilio dials the person. Her previous customer, still waiting for an answer perhaps, hangs up. */
function callMe(twilio: TwilioEmulator): PhoneAction {
	const { phone } = twilio;
	const customers = new Map<string, string>();
	return {
		name: 'callMe',
		label: 'Have a customer call me',
		needsCall: false,
		run: async ({ identity, callSid }) => {
			if (callSid !== null) throw new Refusal(409, 'You are on a call. Hang up first.');
			const previous = customers.get(identity);
			if (previous !== undefined && !isEnded(phone.call(previous))) phone.end(previous);
			const call = { from: CUSTOMER, to: LINE, status: 'in-progress' } as const;
			const { sid: parentCallSid } = phone.startCall(call);
			customers.set(identity, parentCallSid);
			const leg = { from: CUSTOMER, to: `client:${identity}`, parentCallSid };
			phone.startCall({ ...twilio.application, ...leg });
		},
	};
}

/** _Ask for consent_ asks the person on the call. */
function askMe(n8nUrl: string): PhoneAction {
	return {
		name: 'askMe',
		label: 'Ask me for consent',
		needsCall: true,
		run: async ({ callSid }) => {
			const url = `${n8nUrl}/webhook/consent-needed`;
			await axios.post(url, { call_sid: callSid }, { proxy: false });
		},
	};
}
