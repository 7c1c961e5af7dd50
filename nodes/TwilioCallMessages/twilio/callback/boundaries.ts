import type { Parameters } from './parameters';
import { urlsTwilioMaySign } from './signedUrl';

/**
 * Tells whether the text Twilio signed could have been cut elsewhere than Twilio cut it.
 *
 * The signature covers URL, names and values joined without separators, so under a genuine signature they can
 * be cut anew, and the app on a call can plant whole parameters in its content for that. The genuine text
 * around the content then has to be parked somewhere: its beginning in a parameter that sorts before `Content`
 * or in the URL, its end in a parameter that sorts after. Where it is in neither place, `Content` begins where
 * Twilio began it, and no text an app can choose is left outside of it.
 */
export function isCutAnew(url: string, parameters: Parameters, accountSid: string): boolean {
	const text = (isWanted: (name: string) => boolean) =>
		parameters
			.filter(([name]) => isWanted(name))
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.flat()
			.join('');
	const before = text((name) => name < 'Content');
	const after = text((name) => name > 'Content');
	return (
		before.includes('Content') ||
		after.split('ContentType').length !== 2 ||
		urlsTwilioMaySign(url).some((spelling) => spelling.includes(`AccountSid${accountSid}`))
	);
}
