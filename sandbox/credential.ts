import type { TwilioEmulator } from './twilio/server';

/** The credential a person would make for the emulator's account. */
export function credentialFor({ account, baseUrl }: Pick<TwilioEmulator, 'account' | 'baseUrl'>) {
	return {
		name: 'Twilio account',
		type: 'twilioCallMessagesApi',
		data: {
			accountSid: account.sid,
			authType: 'authToken',
			authToken: account.authToken,
			region: 'us1',
			apiBaseUrl: baseUrl,
		},
	};
}
