/** What is known about the URL a request was sent to. */
export interface WebhookCall {
	/** Path and query exactly as received, without a prefix a proxy took off. */
	readonly originalUrl: string;
	/** The production URL n8n shows, which follows WEBHOOK_URL. */
	readonly webhookUrl: string;
	/** What the user says Twilio calls: scheme, host and any prefix, or a whole URL. Empty when not set. */
	readonly publicUrl: string;
	/** Scheme and host a proxy says were called; undefined unless n8n trusts the proxy. */
	readonly forwardedOrigin: string | undefined;
}

/**
 * The full URLs the sender may have called, the likeliest first. The path and query always come from the
 * request itself (inside a webhook n8n names the production URL only, also on a test call), scheme, host and prefix
 * from `publicUrl`, which is the last word when it is set, else from n8n's own URL or a trusted proxy.
 */
export function calledUrls(call: WebhookCall): string[] {
	const [path = ''] = call.originalUrl.split('?', 1);
	const publicBase = publicBaseOf(call.publicUrl, path);
	if (publicBase !== undefined) return [publicBase + call.originalUrl];

	const own = splitUrl(call.webhookUrl);
	const prefix = own === undefined ? '' : withoutEnd(own.path, path);
	const origins = [own?.origin, call.forwardedOrigin].filter((origin) => origin !== undefined);
	return origins.map((origin) => origin + prefix + call.originalUrl);
}

/** The part of the user's URL that stands before the path: the user may give just that, or the whole URL. */
function publicBaseOf(publicUrl: string, path: string): string | undefined {
	const url = splitUrl(publicUrl);
	if (url === undefined) return undefined;
	// Production and test URL differ in the first segment only.
	const isWholeUrl = url.path.slice(-2).join('/') === segmentsOf(path).slice(-2).join('/');
	return url.origin + (isWholeUrl ? withoutEnd(url.path, path) : joinPath(url.path));
}

/** What a published path has in front of the path that was received. */
function withoutEnd(publishedPath: readonly string[], path: string): string {
	return joinPath(
		publishedPath.slice(0, Math.max(0, publishedPath.length - segmentsOf(path).length)),
	);
}

function joinPath(segments: readonly string[]): string {
	return segments.map((segment) => `/${segment}`).join('');
}

function segmentsOf(path: string): string[] {
	return path.split('/').filter((segment) => segment !== '');
}

// Not by new URL(): that would drop a default port and lower the host, and Twilio signs what was registered.
function splitUrl(url: string): { readonly origin: string; readonly path: string[] } | undefined {
	const parts = /^(https?:\/\/[^/?#]+)([^?#]*)/i.exec(url);
	if (parts === null) return undefined;
	const [, origin = '', path = ''] = parts;
	return { origin, path: segmentsOf(path) };
}
