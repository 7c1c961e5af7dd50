import type { IWebhookFunctions } from 'n8n-workflow';
import { validateFieldType } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { isRecord } from '../twilio/json';
import { ProblemError, type Explanation } from '../twilio/result';
import { isSid, type SidPrefix } from '../twilio/sids';

/** The error for a field that cannot be used: names field and item, and says what to do. Never the value. */
export function invalidField(
	{ index }: Item,
	field: string,
	{ problem, remedy }: Explanation,
): ProblemError {
	return new ProblemError({ problem: `${field} ${problem}`, remedy, itemIndex: index });
}

/** The error for a set-up that cannot be used: n8n shows nothing but the message when it publishes, so that has the remedy too. */
export function unusableSetup(problemAndRemedy: string): ProblemError {
	return new ProblemError({ problem: problemAndRemedy, remedy: '' });
}

/** Reads a parameter as text. Numbers and booleans (from expressions) are written out; objects count as empty. */
export function readText(item: Item, name: string): string {
	const value = item.field(name, '', { extractValue: true });
	return isRecord(value) || Array.isArray(value) ? '' : String(value ?? '').trim();
}

/** A value as a number, also one an expression gives as text; NaN for anything else. */
export function toNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

/** A value as n8n takes it for a switch: true and false, 1 and 0, and the texts of these; undefined for anything else. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const result = validateFieldType('', value, 'boolean');
	return result.valid && typeof result.newValue === 'boolean' ? result.newValue : undefined;
}

/** A value as a switch. Throws a ProblemError that names field and item for what is none. */
export function readSwitch(item: Item, label: string, value: unknown): boolean {
	const isOn = toBoolean(value);
	if (isOn !== undefined) return isOn;
	throw invalidField(item, label, {
		problem: 'is neither on nor off',
		remedy:
			'Use true or false. If it comes from an expression, check that the field exists in this item.',
	});
}

/** Reads a collection such as Options; fields the user did not add are absent. */
export function readCollection(item: Item, name: string): Record<string, unknown> {
	const value = item.field(name, {});
	return isRecord(value) ? value : {};
}

/** Reads Options of a node that has no items; fields the user did not add are absent. */
export function readWebhookOptions(
	context: Pick<IWebhookFunctions, 'getNodeParameter'>,
): Record<string, unknown> {
	const value: unknown = context.getNodeParameter('options', {});
	return isRecord(value) ? value : {};
}

/** Reads a SID and checks its shape. Throws a ProblemError that names field and item. */
export function readSid(
	item: Item,
	field: { readonly name: string; readonly label: string; readonly prefix: SidPrefix },
): string {
	const sid = readText(item, field.name);
	if (isSid(field.prefix, sid)) return sid;
	throw invalidField(item, field.label, {
		problem: sid === '' ? 'is empty' : 'is not valid',
		remedy: `Expected ${field.prefix} followed by 32 hex digits. If it comes from an expression, check that the field exists in this item.`,
	});
}
