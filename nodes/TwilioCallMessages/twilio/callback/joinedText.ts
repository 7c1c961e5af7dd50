import { sortParameters, type Parameters } from './parameters';

/** The parameters of a callback as Twilio joins them behind its URL, and how they are cut. */
export interface Joined {
	readonly url: string;
	/** In the order in which they are joined. */
	readonly pairs: Parameters;
	readonly text: string;
}

/** Joins parameters as the signature does. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security */
export function joined(parameters: Parameters, url = ''): Joined {
	const pairs = sortParameters(parameters);
	return { url, pairs, text: pairs.reduce((text, [name, value]) => text + name + value, '') };
}

/**
 * Tells whether all that is signed names the account once. Twilio does; where an app planted another beginning of a
 * callback it is said twice, and in the URL of a callback by GET as well, which would be cut in two.
 */
export function isAccountSaidOnce(accountSid: string, { url, text }: Joined): boolean {
	return isSaidOnce(accountSid, url + text);
}

/** Tells whether a text says a word once. */
export function isSaidOnce(word: string, text: string): boolean {
	const first = text.indexOf(word);
	return first !== -1 && !text.includes(word, first + 1);
}

/**
 * Tells whether a word is said by known names alone: then each of them stands where Twilio wrote it, and none is hidden in a
 * value, or in a name that nobody knows.
 */
export function isInNamesOnly(
	word: string,
	{ pairs, text }: Joined,
	names: readonly string[] = [word],
): boolean {
	const said = pairs.filter(([name]) => names.includes(name));
	return text.split(word).length - 1 === said.length;
}

/** The names that stand behind a name, in order. */
export function namesBehind(name: string, { pairs }: Joined): string[] {
	const names = pairs.map(([other]) => other);
	return names.slice(names.indexOf(name) + 1);
}
