import type { INodeParameters } from 'n8n-workflow';

import {
	startTwilioEmulator,
	type TwilioEmulator,
	type TwilioEmulatorOptions,
} from '../../sandbox/twilio/server';
import { credentialOf } from './sending';
import { sign } from './signedRequests';
import { serveTrigger, type HttpAnswer, type TriggerServer } from './triggerServer';

/** A trigger that Twilio's emulator reaches, and what became of both. */
export interface TriggerStage {
	readonly twilio: TwilioEmulator;
	readonly trigger: TriggerServer;
	readonly log: readonly string[];
	readonly urlOf: (path: 'messages' | 'call-status' | 'voice') => string;
	/** Sends a form that the emulator would not send, signed for this account; resolves with the status. */
	readonly send: (path: string, form: Readonly<Record<string, string>>) => Promise<number>;
	/** The same, for who wants to read the answer. */
	readonly ask: (path: string, form: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
	readonly stop: () => Promise<void>;
}

/** Starts both. Stop them after the test. */
export async function startTriggerStage(
	parameters: INodeParameters,
	options: TwilioEmulatorOptions = {},
): Promise<TriggerStage> {
	const twilio = await startTwilioEmulator(options);
	const log: string[] = [];
	const setup = {
		webhookId: '1',
		webhookBaseUrl: 'http://localhost/webhook',
		credential: credentialOf(twilio),
		parameters,
		log,
	};
	const trigger = await serveTrigger(setup, { proxyHops: 1 });
	const urlOf = (path: string) => `${trigger.baseUrl}/webhook/1/${path}`;
	const ask = async (path: string, form: Readonly<Record<string, string>>) => {
		const { authToken } = twilio.account;
		const answered = await trigger.ask({
			path: `/webhook/1/${path}`,
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				'x-twilio-signature': sign(form, { url: urlOf(path), authToken }),
			},
			body: new URLSearchParams(form).toString(),
		});
		await twilio.settled();
		return answered;
	};
	return {
		twilio,
		trigger,
		log,
		urlOf,
		ask,
		send: async (path, form) => (await ask(path, form)).status,
		stop: async () => {
			await trigger.stop();
			await twilio.stop();
		},
	};
}
