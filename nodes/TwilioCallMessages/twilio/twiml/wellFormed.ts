/** Largest TwiML that Twilio takes (bytes). Source: https://www.twilio.com/docs/api/errors/11750 */
const MAX_BYTES = 64 * 1024;

const IGNORED = /<!--(?!>)[\s\S]*?-->|<\?[\s\S]*?\?>/g;
const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g;
const TAG =
	/<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

/**
 * What is wrong with a text as TwiML, as the end of a sentence that begins with the name of its field; undefined when
 * Twilio can read it. Whether its verbs exist is not looked at: Twilio adds some.
 * Source: https://www.twilio.com/docs/api/errors/12100
 */
export function twimlProblem(twiml: string): string | undefined {
	if (twiml.trim() === '') return 'is empty';
	if (Buffer.byteLength(twiml) > MAX_BYTES)
		return 'is longer than 64 kB, the most that Twilio takes';

	const text = twiml.trim().replace(IGNORED, '').replace(CDATA, 'x').trim();
	const open: string[] = [];
	let end = 0;
	for (const tag of text.matchAll(TAG)) {
		const [whole, slash = '', name = '', attributes = '', isEmpty = ''] = tag;
		if (open.length === 0 && end > 0) return 'has something behind </Response>';
		const problem = textProblem(text.slice(end, tag.index)) ?? attributeProblem(name, attributes);
		if (problem !== undefined) return problem;
		if (end === 0 && (name !== 'Response' || slash !== '' || tag.index > 0)) {
			return 'does not begin with <Response>';
		}
		if (slash !== '' && open.pop() !== name) return `has </${name}> where another tag is open`;
		if (slash === '' && isEmpty === '') open.push(name);
		end = tag.index + whole.length;
	}
	if (end === 0) return 'does not begin with <Response>';
	const unclosed = open.at(-1);
	const rest = text.slice(end);
	if (unclosed !== undefined) return textProblem(rest) ?? `does not close <${unclosed}>`;
	return rest === '' ? undefined : 'has something behind </Response>';
}

function textProblem(text: string): string | undefined {
	if (text.includes('<')) return 'has a tag that is not written as XML wants it';
	return BARE_AMPERSAND.test(text) ? 'has a & that is not written &amp;' : undefined;
}

function attributeProblem(tag: string, attributes: string): string | undefined {
	const names = new Set<string>();
	for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
		if (names.has(name)) return `has the attribute ${name} of <${tag}> twice`;
		names.add(name);
		if (BARE_AMPERSAND.test(double ?? single ?? '')) {
			return `has a & that is not written &amp; in the attribute ${name} of <${tag}>`;
		}
	}
	return undefined;
}
