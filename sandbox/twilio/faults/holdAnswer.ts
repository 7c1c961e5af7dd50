import type { Response } from 'express';

/** An answer that is complete but for the sending: status and headers are set on `response`. */
export interface HeldAnswer {
	readonly response: Response;
	/** Empty when there is none. */
	readonly body: string;
}

/** Hands the answer of the route to `spoil` in place of the client. A refusal goes out unharmed. */
export function holdAnswer(response: Response, spoil: (answer: HeldAnswer) => void): void {
	const { end } = response;
	response.end = (chunk?: unknown) => {
		response.end = end;
		if (response.statusCode >= 400) return response.end(chunk);
		spoil({ response, body: chunk === undefined ? '' : String(chunk) });
		return response;
	};
}
