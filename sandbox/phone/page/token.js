const ANSWER_WITHIN_MS = 10_000;

/** No token came; the message says why in words for the person at the page. */
export class TokenError extends Error {
	name = 'TokenError';
}

/**
 * Asks the app's own server for an access token. Throws TokenError when there is none within ten seconds.
 *
 * @param {string} tokenUrl Answers `{ "token": "…" }` to GET with `?identity=…`.
 * @param {string} identity
 * @returns {Promise<string>}
 */
export async function fetchToken(tokenUrl, identity) {
	const url = new URL(tokenUrl, location.href);
	url.searchParams.set('identity', identity);
	const answer = await ask(url);
	if (!answer.ok) throw new TokenError(`The token server answered ${answer.status}.`);
	/** @type {{ token?: unknown } | null} */
	const body = await answer.json().catch(() => null);
	if (typeof body?.token !== 'string') {
		throw new TokenError('The token server answered without a "token" in JSON.');
	}
	return body.token;
}

/** @param {URL} url */
async function ask(url) {
	try {
		return await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
	} catch {
		// A browser does not tell scripts more: no such server, no CORS and no network look the same.
		throw new TokenError(
			`The token server at ${url.host} could not be reached, or does not allow this page (CORS).`,
		);
	}
}
