import type { HeldAnswer } from './holdAnswer';

/** Sends the headers at once, then a byte of the body every `dripMs` until it is complete or the client hangs up. */
export function slowDrip({ response, body }: HeldAnswer, dripMs: number): void {
	const bytes = Buffer.from(body);
	let sent = 0;
	const drip = setInterval(() => {
		response.write(bytes.subarray(sent, sent + 1));
		sent += 1;
		if (sent < bytes.length) return;
		clearInterval(drip);
		response.end();
	}, dripMs);
	response.once('close', () => clearInterval(drip));
	response.flushHeaders();
}
