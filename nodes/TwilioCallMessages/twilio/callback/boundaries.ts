import {
	isQueryRequest,
	sortParameters,
	type IncomingRequest,
	type Parameters,
} from './parameters';
import { urlsTwilioMaySign } from './signedUrl';

/** Where a request came to. */
export type Addressed = Pick<IncomingRequest, 'method' | 'url'>;

/**
 * Tells whether the text Twilio signed for a call message could have been cut elsewhere than Twilio cut it.
 *
 * The signature covers URL, names and values joined without separators, so under a genuine signature they can
 * be cut anew, and the app on a call can plant whole parameters in its content for that. The genuine text
 * around the content then has to be parked somewhere: its beginning in the URL or in a parameter that sorts
 * before `Content`, its end in one that sorts after. Where it is in none of these places, `Content` begins
 * where Twilio began it, and no text an app can choose is left outside of it.
 */
export function isCutAnew(request: Addressed, parameters: Parameters, accountSid: string): boolean {
	// Each on its own: what goes on with the rest of the word, in lower case, sorts behind.
	const isParkedBefore = parameters.some(
		([name, value]) => name < 'Content' && (name + value).includes('Content'),
	);
	const behind = sortParameters(parameters.filter(([name]) => name > 'Content'));
	// Names in between all begin with "Content": one more of it would be the genuine name, parked there.
	const between = behind.filter(([name]) => name < 'ContentType');
	return (
		isParkedBefore ||
		count('Content', textOf(between)) !== between.length ||
		count('ContentType', textOf(behind)) !== 1 ||
		isUrlExtended(request, accountSid)
	);
}

/**
 * Tells whether parameters that claim to be of another kind of callback were cut out of a call message:
 * the end of a message is then parked in one of them, or its beginning in the URL.
 */
export function isCutOutOfMessage(
	request: Addressed,
	parameters: Parameters,
	accountSid: string,
): boolean {
	const isParked = textOf(sortParameters(parameters)).includes('ContentType');
	return isParked || isUrlExtended(request, accountSid);
}

/** Tells whether a URL ends in parameters as the signature joins them, rather than as a query has them. */
function isUrlExtended({ method, url }: Addressed, accountSid: string): boolean {
	// A query is escaped; joined parameters have the quotes of the content and the blanks of the date.
	if (isQueryRequest(method)) return /[\s"]/.test(url);
	// Only a query can be extended: with another path it would not have come here.
	const spellings = url.includes('?') ? [...urlsTwilioMaySign(url)] : [url];
	return spellings.some((spelling) => spelling.includes(`AccountSid${accountSid}`));
}

function textOf(parameters: Parameters): string {
	return parameters.map(([name, value]) => name + value).join('');
}

function count(wanted: string, text: string): number {
	return text.split(wanted).length - 1;
}
