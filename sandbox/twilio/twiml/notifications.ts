/** What Twilio writes into the debugger of an account: https://www.twilio.com/docs/usage/troubleshooting/debugging-your-application */
export interface Notification {
	readonly callSid: string;
	readonly log: 'error' | 'warning';
	/** Null for what Twilio plays and the emulator does not. */
	readonly errorCode: number | null;
	readonly text: string;
	/** Whose answer it is about. */
	readonly url: string;
	readonly at: Date;
}
