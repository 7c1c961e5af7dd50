import type { FilterCondition } from '../fields/triggerOptions';
import { isRecord, parseJson, type JsonValue } from '../twilio/json';

/**
 * The first condition that the content of a message does not meet; undefined when it meets all. Texts are compared as they
 * are; numbers, true, false and null as JSON writes them. Objects, arrays and missing fields meet none.
 */
export function unmetCondition(
	content: JsonValue,
	conditions: readonly FilterCondition[],
): FilterCondition | undefined {
	return conditions.find(({ field, value }) => asText(fieldOf(content, field)) !== value);
}

/**
 * The field of a content at a dotted path; undefined when there is none. A text that is JSON, as apps send that encode
 * their content twice, is looked into.
 */
export function fieldOf(content: JsonValue, path: string): unknown {
	const decoded = typeof content === 'string' ? parseJson(content) : content;
	return path
		.split('.')
		.reduce<unknown>(
			(value, name) =>
				(isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, name)
					? Reflect.get(value, name)
					: undefined,
			decoded,
		);
}

function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'object' && value !== null ? undefined : JSON.stringify(value);
}
