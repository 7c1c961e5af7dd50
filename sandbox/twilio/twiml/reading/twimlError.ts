/** Why a document cannot be played, with a code from https://www.twilio.com/docs/api/errors */
export class TwimlError extends Error {
	constructor(
		readonly code: number,
		message: string,
	) {
		super(message);
	}
}
