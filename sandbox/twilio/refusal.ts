/** Something that cannot be done; `status` is what HTTP steering answers. */
export class Refusal extends Error {
	constructor(
		readonly status: 400 | 404 | 409 | 413,
		message: string,
	) {
		super(message);
	}
}

/** The same with the code Voice SDKs know it by: https://www.twilio.com/docs/api/errors */
export class SdkRefusal extends Refusal {
	constructor(
		status: Refusal['status'],
		readonly code: number,
		message: string,
	) {
		super(status, message);
	}
}
