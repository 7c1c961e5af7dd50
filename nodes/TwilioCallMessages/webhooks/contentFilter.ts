import type { FilterCondition } from '../descriptions/triggerOptions';
import type { JsonValue } from '../twilio/json';

/**
 * Tells whether the content of a message meets all conditions. Texts are compared as they are; numbers,
 * true, false and null as JSON writes them. Objects, arrays and missing fields meet none.
 */
export function meetsConditions(
	content: JsonValue,
	conditions: readonly FilterCondition[],
): boolean {
	return conditions.every(({ field, value }) => asText(valueAt(content, field)) === value);
}

/** The value at a dotted path; undefined when there is none. */
export function valueAt(content: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, name) =>
				typeof value === 'object' && value !== null && Object.hasOwn(value, name)
					? Reflect.get(value, name)
					: undefined,
			content,
		);
}

function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'object' && value !== null ? undefined : JSON.stringify(value);
}
