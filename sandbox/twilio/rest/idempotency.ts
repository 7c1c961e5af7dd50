/**
 * Remembers the first result for a key. Twilio documents only "a unique string value to identify API call"
 * (https://www.twilio.com/docs/voice/api/userdefinedmessage-resource): that a repeat returns the first resource
 * again, without effect and for as long as the emulator runs, is our assumption.
 */
export class FirstResults<Result> {
	private readonly results = new Map<string, Result>();

	/** `create` runs once for each call and key; without a key it always runs. */
	once(callSid: string, key: string | null, create: () => Result): Result {
		if (key === null) return create();
		const name = `${callSid} ${key}`;
		const first = this.results.get(name);
		if (first !== undefined) return first;
		const result = create();
		this.results.set(name, result);
		return result;
	}
}
