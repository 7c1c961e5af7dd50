/** A steering request that makes no sense; `status` is what the HTTP route answers. */
export class SteeringError extends Error {
	constructor(
		readonly status: 400 | 404 | 409 | 413,
		message: string,
	) {
		super(message);
	}
}
