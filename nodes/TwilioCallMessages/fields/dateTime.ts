import { tryToParseDateTime } from 'n8n-workflow';

/** Reads a date and time; one without an offset is in the given time zone. Undefined when it is none. */
export function parseDateTime(
	value: unknown,
	timeZone: string,
): ReturnType<typeof tryToParseDateTime> | undefined {
	try {
		return tryToParseDateTime(value, timeZone);
	} catch {
		return undefined;
	}
}
