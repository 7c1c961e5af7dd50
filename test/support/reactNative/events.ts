/** What the native side calls its events: `src/constants.ts` of the SDK, the same in both versions. */
export const SCOPES = {
	voice: 'scopeVoice',
	call: 'scopeCall',
	invite: 'scopeCallInvite',
	message: 'scopeCallMessage',
} as const;

export const EVENTS = {
	invited: 'voiceEventTypeValueIncomingCallInvite',
	ringing: 'callEventRinging',
	connected: 'callEventConnected',
	disconnected: 'callEventDisconnected',
	received: 'callEventMessageReceived',
	sent: 'callEventMessageSent',
	failed: 'callEventMessageFailure',
} as const;
