/** A URL as it is spelled. */
export interface UrlParts {
	/** Scheme and host, with user info and port where they are given. */
	readonly origin: string;
	readonly path: readonly string[];
}

/**
 * Takes an http(s) URL apart; undefined when it is none. Not by `new URL`, which would drop a default port and lower the
 * host: Twilio signs what was registered.
 */
export function splitUrl(url: string): UrlParts | undefined {
	const parts = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(url);
	if (parts === null) return undefined;
	const [, origin = '', path = ''] = parts;
	return { origin, path: segmentsOf(path) };
}

/** A URL or path without its query, and the query with its question mark. */
export function splitQuery(url: string): [address: string, query: string] {
	const start = url.indexOf('?');
	return start === -1 ? [url, ''] : [url.slice(0, start), url.slice(start)];
}

/** The names in a path, without empty ones. */
export function segmentsOf(path: string): string[] {
	return path.split('/').filter((segment) => segment !== '');
}

/** What a published URL has in front of a path that is as long as the one given, slashes included. */
export function prefixBefore(published: UrlParts, path: string): string {
	const length = Math.max(0, published.path.length - segmentsOf(path).length);
	return published.path
		.slice(0, length)
		.map((segment) => `/${segment}`)
		.join('');
}

/** The host of an origin in lower case, without user info and port. */
export function hostOf(origin: string): string {
	const [, host = ''] = /^https?:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(origin) ?? [];
	return host.toLowerCase();
}
