/**
 * Something that cannot be done. `status` is what HTTP answers, `message` is for people, and `code` is the number
 * Twilio has for it, if it has one: https://www.twilio.com/docs/api/errors
 */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly code?: number,
	) {
		super(message);
	}
}
