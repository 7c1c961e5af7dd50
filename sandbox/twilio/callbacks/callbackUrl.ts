const MAX_URL_LENGTH = 4000;

/**
 * Twilio's rule for callback URLs: absolute http(s), no underscore in the host (https://www.twilio.com/docs/api/errors/21609).
 * A fragment is allowed whatever it says: it holds connection overrides.
 */
export function isCallbackUrl(text: string): boolean {
	if (text.length > MAX_URL_LENGTH || !/^https?:\/\//i.test(text)) return false;
	try {
		return !new URL(text).hostname.includes('_');
	} catch {
		// Not by `URL.canParse`: that of Node 20.20.2 comes to say no to international names once it is compiled.
		return false;
	}
}
