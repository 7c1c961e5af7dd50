import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { validateFieldType } from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import { isSid, type SidPrefix } from '../twilio/sids';
import { invalidField } from './invalidField';

/** Reads a parameter as text. Numbers and booleans (from expressions) are written out; objects count as empty. */
export function readText(context: IExecuteFunctions, name: string, itemIndex: number): string {
	const value = context.getNodeParameter(name, itemIndex, '', { extractValue: true });
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

/** Reads a switch. Throws a NodeOperationError that names field and item for what is none. */
export function readSwitch(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	itemIndex: number,
): boolean {
	const isOn = toBoolean(value);
	if (isOn !== undefined) return isOn;
	throw invalidField(context, itemIndex, label, {
		problem: 'is neither on nor off',
		remedy:
			'Use true or false. If it comes from an expression, check that the field exists in this item.',
	});
}

/** Reads a collection such as Options; fields the user did not add are absent. */
export function readCollection(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): Record<string, unknown> {
	const value = context.getNodeParameter(name, itemIndex, {});
	return isRecord(value) ? value : {};
}

/** Reads Options of a node that has no items; fields the user did not add are absent. */
export function readWebhookOptions(
	context: Pick<IWebhookFunctions, 'getNodeParameter'>,
): Record<string, unknown> {
	const value: unknown = context.getNodeParameter('options', {});
	return isRecord(value) ? value : {};
}

/** Reads which run of the node this is: a loop runs it again, and so does another branch. */
export function readRunIndex(context: IExecuteFunctions): number {
	return Number(context.getWorkflowDataProxy(0)['$runIndex']);
}

/** Reads a SID and checks its shape. Throws a NodeOperationError that names field and item. */
export function readSid(
	context: IExecuteFunctions,
	field: { readonly name: string; readonly label: string; readonly prefix: SidPrefix },
	itemIndex: number,
): string {
	const sid = readText(context, field.name, itemIndex);
	if (isSid(field.prefix, sid)) return sid;
	throw invalidField(context, itemIndex, field.label, {
		problem: sid === '' ? 'is empty' : 'is not valid',
		remedy: `Expected ${field.prefix} followed by 32 hex digits. If it comes from an expression, check that the field exists in this item.`,
	});
}
