import { placeOf } from '../urls';
import { addressesOf, publicAddresses, type PublicUrl } from './publicUrl';
import { hostOf, prefixBefore, segmentsOf, splitQuery, splitUrl } from './urlParts';

/** What is known about the URL a request was sent to. */
export interface WebhookCall {
	/** Path and query exactly as received, without a prefix a proxy took off. */
	readonly originalUrl: string;
	/** The production URL n8n shows, which follows WEBHOOK_URL. */
	readonly webhookUrl: string;
	/** What the user says Twilio calls. */
	readonly publicUrls: readonly PublicUrl[];
	/** Scheme and host a proxy says were called; undefined unless n8n trusts the proxy. */
	readonly forwardedOrigin: string | undefined;
}

/**
 * The full URLs the sender may have called, the likeliest first. The path and query come from the request itself (inside a
 * webhook n8n names the production URL only, also on a test call), scheme, host and prefix from the user, who has the
 * last word, else from n8n's own URL or a trusted proxy.
 */
export function calledUrls(call: WebhookCall): string[] {
	const [path, query] = splitQuery(call.originalUrl);
	const addresses = publicAddresses(path, call.publicUrls);
	if (addresses.length > 0) {
		// A proxy may have taken off a query of the address, too.
		return addresses.flatMap(({ url, query: own }) => [
			url + query,
			...(own === '' ? [] : [url + own + query.replace('?', '&')]),
		]);
	}

	const own = splitUrl(call.webhookUrl);
	const prefix = own === undefined ? '' : prefixBefore(own, path);
	return [own?.origin, believable(call.forwardedOrigin, own?.origin)]
		.filter((origin) => origin !== undefined)
		.map((origin) => origin + prefix + call.originalUrl);
}

/**
 * The address of another webhook of the same node, when `provenUrl` is what Twilio called to reach this one; undefined
 * when only the user can know it: a proxy gives each an address of its own.
 */
export function addressBeside(
	{ originalUrl, publicUrls }: Pick<WebhookCall, 'originalUrl' | 'publicUrls'>,
	provenUrl: string,
	name: string,
): string | undefined {
	const [path] = splitQuery(originalUrl);
	const [provenAddress] = splitQuery(provenUrl);
	const beside = (url: string) => url.replace(/[^/]+\/?$/, name);
	const given = addressesOf(beside(path), publicUrls);
	const address = given.find(({ url }) => hostOf(url) === hostOf(provenUrl)) ?? given[0];
	if (address) return address.url + address.query + address.fragment;
	if (lastTwo(provenAddress) === lastTwo(path)) return beside(provenAddress);
	// Only an address without a path can be nothing but what stands before n8n's path.
	const base = publicUrls.find(({ end, url }) => end === '' && splitUrl(url)?.path.length === 0);
	return base && base.url + beside(path);
}

/**
 * n8n names itself `localhost`, or by a name of its own network, until it is told its address: then another host than the
 * one told is not believed.
 */
function believable(
	forwardedOrigin: string | undefined,
	ownOrigin: string | undefined,
): string | undefined {
	if (forwardedOrigin === undefined || ownOrigin === undefined) return forwardedOrigin;
	const own = hostOf(ownOrigin);
	const isTold = placeOf(own) === 'internet';
	return isTold && own !== hostOf(forwardedOrigin) ? undefined : forwardedOrigin;
}

const lastTwo = (path: string) => segmentsOf(path).slice(-2).join('/');
