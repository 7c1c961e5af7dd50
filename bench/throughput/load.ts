import autocannon from 'autocannon';

import { signedCallback, signedCallbackNamingCall, type SignedCallback } from '../callback';

/** What one round of load measured. */
export interface Round {
	readonly answered: number;
	readonly perSecond: number;
	readonly latenciesMs: readonly number[];
}

/** What is sent, and whether all of it is let in: each starts an execution then, or none does. */
export interface Requests {
	/** Makes a new one to this URL, genuine or less so. */
	readonly to: (url: string) => SignedCallback;
	readonly isLetIn: boolean;
}

export const GENUINE: Requests = { to: (url) => signedCallback(url), isLetIn: true };

export const NAMING_CALL: Requests = { to: signedCallbackNamingCall, isLetIn: true };

export const UNSIGNED: Requests = {
	to: (url) => {
		const callback = signedCallback(url);
		return { ...callback, headers: without(SIGNATURE, callback.headers) };
	},
	isLetIn: false,
};

export const WRONGLY_SIGNED: Requests = {
	to: (url) => {
		const callback = signedCallback(url);
		const headers = { ...without(SIGNATURE, callback.headers), [SIGNATURE]: `${'A'.repeat(27)}=` };
		return { ...callback, headers };
	},
	isLetIn: false,
};

const SIGNATURE = 'x-twilio-signature';

const without = (header: string, headers: SignedCallback['headers']) =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== header));

/**
 * Sends `amount` callbacks, each another message, over `connections` connections, and waits for every answer.
 * Throws unless each is answered as it should.
 */
export async function sendCallbacks(
	{ url, requests }: { readonly url: string; readonly requests: Requests },
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
	const { errors, statusCodeStats } = result;
	const answered = requests.isLetIn ? result['2xx'] : result['4xx'];
	if (answered !== amount) {
		const codes = JSON.stringify(statusCodeStats);
		throw new Error(
			`${url}: ${answered} of ${amount} answered as they should, ${errors} errors, ${codes}`,
		);
	}
	return { answered: amount, perSecond: (amount * 1000) / (ended - started), latenciesMs };

	function setupRequest(request: autocannon.Request): autocannon.Request {
		const callback = requests.to(url);
		const { method, headers, body } = callback;
		const { pathname, search } = new URL(callback.url);
		// autocannon writes the length itself, and a request that says it twice is refused.
		return {
			...request,
			method,
			path: `${pathname}${search}`,
			headers: without('content-length', headers),
			body,
		};
	}
}
