/**
 * A whole number of at most 15 digits, or undefined. Exact, because under a joined signature a value that may end
 * anywhere could give its end to the name behind it.
 */
export function parseCount(text: string | undefined): number | undefined {
	return text !== undefined && /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : undefined;
}

/** `true` or `false`, or undefined. */
export function parseFlag(text: string | undefined): boolean | undefined {
	return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/**
 * A date of RFC 2822, or undefined. Written anew and compared: Date itself takes much else, and turns 31 February into
 * 3 March.
 */
export function parseTimestamp(text: string | undefined): Date | undefined {
	if (text === undefined) return undefined;
	const date = new Date(text);
	// As Twilio writes it.
	if (text.endsWith(' +0000') && date.toUTCString() === `${text.slice(0, -'+0000'.length)}GMT`) {
		return date;
	}
	const [zone = '', sign, hours, minutes] = /([+-])(\d\d)(\d\d)$/.exec(text) ?? [];
	const offsetMinutes =
		zone === '' ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
	const local = new Date(date.getTime() + offsetMinutes * 60_000);
	const written = text.replace(/^(\w{3}), (\d) /, '$1, 0$2 ').replace(/[+-]\d{4}$/, 'GMT');
	return local.toUTCString() === written ? date : undefined;
}
