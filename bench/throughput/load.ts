import autocannon from 'autocannon';

import { signedCallback } from '../callback';

/** What one round of load measured. */
export interface Round {
	readonly answered: number;
	readonly perSecond: number;
	readonly latenciesMs: readonly number[];
}

/**
 * Sends `amount` callbacks, each another message, over `connections` connections, and waits for every answer.
 * Throws unless each answer is 2xx.
 */
export async function sendCallbacks(
	url: string,
	{ connections, amount }: { readonly connections: number; readonly amount: number },
): Promise<Round> {
	const latenciesMs: number[] = [];
	const started = performance.now();
	let ended = started;
	const result = await new Promise<autocannon.Result>((resolve, reject) => {
		const instance = autocannon(
			{ url, connections, amount, timeout: 30, sampleInt: 10, requests: [{ setupRequest }] },
			(error: unknown, answers) => (error ? reject(error) : resolve(answers)),
		);
		instance.on('response', (_client, _status, _bytes, milliseconds) => {
			ended = performance.now();
			latenciesMs.push(milliseconds);
		});
	});
	const { '2xx': accepted, errors, statusCodeStats } = result;
	if (accepted !== amount) {
		const codes = JSON.stringify(statusCodeStats);
		throw new Error(`${url}: ${accepted} of ${amount} accepted, ${errors} errors, ${codes}`);
	}
	return { answered: amount, perSecond: (amount * 1000) / (ended - started), latenciesMs };

	function setupRequest(request: autocannon.Request): autocannon.Request {
		const { method, headers, body } = signedCallback(url);
		// autocannon writes the length itself, and a request that says it twice is refused.
		const others = Object.entries(headers).filter(([name]) => name !== 'content-length');
		return { ...request, method, headers: Object.fromEntries(others), body };
	}
}
