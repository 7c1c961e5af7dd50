import type { FieldType, IDataObject } from 'n8n-workflow';
import { validateFieldType } from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import type { Explanation } from '../twilio/result';
import { fieldPath, isOutOfBounds, setAt } from './fieldPath';

const FIELD_TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const;

/**
 * Reads an assignmentCollection the way n8n's Edit Fields does: values become the chosen type, a dot or brackets in a
 * name make a nested field, a later field overwrites an earlier one. Unlike there, an empty text is no number. Throws what
 * `refusal` makes of a problem; it never says the value.
 */
export function readAssignments(
	collection: unknown,
	refusal: (explanation: Explanation) => Error,
): IDataObject {
	const refuse = (problem: string, remedy: string) => refusal({ problem, remedy });

	const assignments = assignmentsOf(collection);
	if (assignments.length === 0) {
		throw refuse('is empty', 'Add at least one field, or choose another Content Mode.');
	}
	const content: IDataObject = {};
	for (const { name, type, value } of assignments) {
		const path = fieldPath(name);
		if (path === undefined) {
			throw refuse(`has a field without a name ("${name}")`, 'Give every field a name.');
		}
		if (isOutOfBounds(path)) {
			throw refuse(
				`has a field that is nested too deep, or has too high a number in a list ("${name.slice(0, 40)}")`,
				'Number the elements of a list from 0 on, or use Content Mode JSON.',
			);
		}
		const typed = convert(name, type, value);
		if (typed === undefined) {
			throw refuse(
				`has a value in "${name}" that is not of type ${type}`,
				'Change the value or the type of the field.',
			);
		}
		if (!setAt(content, path, typed.value)) {
			throw refuse(
				`sets the length of a list ("${name}")`,
				'Set the elements of the list instead.',
			);
		}
	}
	return content;
}

interface Assignment {
	readonly name: string;
	readonly type: FieldType;
	readonly value: unknown;
}

function assignmentsOf(parameter: unknown): Assignment[] {
	const rows = isRecord(parameter) ? parameter['assignments'] : undefined;
	if (!Array.isArray(rows)) return [];
	return rows.filter(isRecord).map(({ name, type, value }) => ({
		name: typeof name === 'string' ? name.trim() : '',
		type: FIELD_TYPES.find((known) => known === type) ?? 'string',
		value,
	}));
}

function convert(name: string, type: FieldType, value: unknown): { value: unknown } | undefined {
	if (value === null || value === undefined) return { value: null };
	// n8n makes 0 of it (findings/n8n-empty-text-is-zero.sh).
	if (type === 'number' && String(value).trim() === '') return undefined;
	const result = validateFieldType(name, value, type, { parseStrings: true });
	// JSON writes null for Infinity.
	if (!result.valid || result.newValue === Infinity || result.newValue === -Infinity)
		return undefined;
	return { value: result.newValue };
}
