import { isSaidOnce, joined } from './joinedText';
import { isQueryRequest, type IncomingRequest, type Parameters } from './parameters';
import { urlsTwilioMaySign } from './signedUrl';

/** Where a request came to. */
export type Addressed = Pick<IncomingRequest, 'method' | 'url'>;

/**
 * Tells whether the text Twilio signed for a call message could have been cut elsewhere than Twilio cut it.
 *
 * The joined signature covers URL, names and values without separators, so under a genuine one they can be cut anew, and
 * the app on a call can plant whole parameters in its content for that. The genuine text around the content then has to
 * be parked somewhere: its beginning in the URL or in a parameter that sorts before `Content`, its end in one that
 * sorts behind. Where it is in none of these places `Content` begins and ends where Twilio cut it:
 *
 * - it begins at the first "Content" behind the URL, since nothing before it says that word;
 * - it ends at the last "ContentType", since what is behind it says that word once, and no name sorts in between:
 *   `Content=1&ContentAge=5` and the text "1ContentAge5" are signed alike, so such a name is refused.
 *
 * The app chooses the type of its content as well. What follows that, from "SequenceNumber" on, is Twilio's: it is said once,
 * or the type had parameters planted in it.
 */
export function isCutAnew(parameters: Parameters): boolean {
	const behind = parameters.filter(([name]) => name > 'Content');
	const { text } = joined(behind);
	return (
		// Each on its own: what goes on with the rest of the word, in lower case, sorts behind.
		parameters.some(([name, value]) => name < 'Content' && (name + value).includes('Content')) ||
		behind.some(([name]) => name < 'ContentType') ||
		!isSaidOnce('ContentType', text) ||
		!isSaidOnce('SequenceNumber', text)
	);
}

/**
 * Tells whether a content that is no JSON may have swallowed more than the content. JSON that goes on with names and
 * values is no JSON any more; a text may be anything. So it is taken only where nothing but the two SIDs is in front of
 * it, which somebody could have used to plant another beginning, and where it says neither the genuine beginning of a
 * message, nor a name that would sort between Content and ContentType, nor a type, which it may have swallowed too.
 */
export function isUncertainText(text: string, parameters: Parameters, accountSid: string): boolean {
	const isSidInFront = (name: string) => name === 'AccountSid' || name === 'CallSid';
	return (
		parameters.some(([name]) => name < 'Content' && !isSidInFront(name)) ||
		text.includes(`AccountSid${accountSid}`) ||
		/Content(?!Type)[A-T]|ContentType[a-z0-9.+-]+\//.test(text)
	);
}

/**
 * Tells whether a URL ends in parameters as the joined signature has them, rather than as a query has them: then the
 * beginning of a callback is parked in it, or all of one.
 */
export function isUrlExtended({ url }: Addressed, accountSid: string): boolean {
	// Only a query can be extended: with another path it would not have come here.
	const spellings = url.includes('?') ? [...urlsTwilioMaySign(url)] : [url];
	return spellings.some((spelling) => spelling.includes(`AccountSid${accountSid}`));
}

/**
 * The same for a message. By GET its content, which may say anything, is in the query; joined parameters cannot be there, for
 * the blanks of their date: what has blanks in its URL is refused at sight.
 */
export function isUrlExtendedByMessage(request: Addressed, accountSid: string): boolean {
	return !isQueryRequest(request.method) && isUrlExtended(request, accountSid);
}
