import type * as VoiceSdk from '@twilio/voice-sdk';

declare global {
	/** Put there by the SDK's script. */
	const Twilio: Pick<typeof VoiceSdk, 'Device'>;
}
