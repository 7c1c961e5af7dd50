import type { N8nApi } from '../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { useDuringFile, type Stops } from './duringFile';
import { startApp } from './liveCalls';
import { connectN8n, createCredential, type StoredCredential } from './n8n';

/** What a test in the real n8n works with; it is there when the tests run. */
export interface N8nBench {
	readonly api: N8nApi;
	readonly twilio: TwilioEmulator;
	/** For the emulator's account. */
	readonly credential: StoredCredential;
	/** Of the call of Alice's app that goes on when a test begins, another one in each. */
	readonly callSid: string;
}

type Started = Omit<N8nBench, 'callSid'>;

/** Starts an emulator for the tests of a file, forgets its faults after each, and stops it at the end. */
export function useN8nBench(): N8nBench {
	const started = useDuringFile(start);
	let callSid = '';
	beforeEach(() => {
		callSid = startApp(started().twilio);
	});
	afterEach(() => started().twilio.faults.clear());
	return {
		get api() {
			return started().api;
		},
		get twilio() {
			return started().twilio;
		},
		get credential() {
			return started().credential;
		},
		get callSid() {
			return callSid;
		},
	};
}

async function start(stops: Stops): Promise<Started> {
	const api = await connectN8n();
	const twilio = await startTwilioEmulator();
	stops.push(twilio.stop);
	return { api, twilio, credential: await createCredential(api, twilio) };
}
