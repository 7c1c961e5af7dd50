/** Any value JSON can hold. */
export type JsonValue = string | number | boolean | object | null;

/** Parses a JSON text; undefined when it is not one. Unlike JSON.parse it never quotes the text in an error. */
export function parseJson(text: string): JsonValue | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Writes a value as JSON; undefined when that cannot be done: no JSON value, in circles, or nested too deep. */
export function writeJson(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** Tells whether a value is a JSON object: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
