import type { INodeProperties } from 'n8n-workflow';

import { parseDateTime } from '../../fields/dateTime';
import { limitFields, readLimit } from '../../fields/limit';
import { readingOptions } from '../../fields/options';
import { invalidField, readCollection, readText } from '../../fields/reading';
import { readCallShape, simplify } from '../../fields/simplify';
import type { Item } from '../../n8n/run';
import { listCalls, type CallFilters } from '../../twilio/rest/calls';
import { isSid } from '../../twilio/sids';
import type { Operation } from '../operation';

/** Which calls a list holds. */
const filterFields: INodeProperties[] = [
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'active',
		description: 'Only calls in this status. Active calls can exchange messages.',
		options: [
			{ name: 'Active', value: 'active', description: 'Ringing or in progress' },
			{ name: 'Any', value: 'any' },
			{ name: 'Busy', value: 'busy' },
			{ name: 'Canceled', value: 'canceled' },
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'In Progress', value: 'in-progress' },
			{ name: 'No Answer', value: 'no-answer' },
			{ name: 'Queued', value: 'queued' },
			{ name: 'Ringing', value: 'ringing' },
		],
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '',
				placeholder: 'e.g. client:alice or +15005550006',
				description: 'Only calls from this number or client',
			},
			{
				displayName: 'Parent Call SID',
				name: 'parentCallSid',
				type: 'string',
				default: '',
				placeholder: 'e.g. CA0123456789abcdef0123456789abcdef',
				description: 'Only the child calls of this call',
			},
			{
				displayName: 'Started After',
				name: 'startedAfter',
				type: 'dateTime',
				default: '',
				description: 'Only calls that started at this time or later',
			},
			{
				displayName: 'Started Before',
				name: 'startedBefore',
				type: 'dateTime',
				default: '',
				description: 'Only calls that started at this time or earlier',
			},
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '',
				placeholder: 'e.g. client:bob or +15005550006',
				description: 'Only calls to this number or client',
			},
		],
	},
];

export const getManyCalls: Operation = {
	resource: 'call',
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'List call legs, the active ones by default',
	fields: [...limitFields, ...filterFields, simplify, readingOptions],
	read: (item, { http }) => {
		const filters = readFilters(item);
		const limit = readLimit(item);
		const shaped = readCallShape(item);
		return { lookUp: async () => (await listCalls(http, filters, limit)).map(shaped) };
	},
};

function readFilters(item: Item): CallFilters {
	const status = readText(item, 'status');
	const filters = readCollection(item, 'filters');
	const text = (name: string) => String(filters[name] ?? '').trim();
	const parentCallSid = text('parentCallSid');
	if (parentCallSid !== '' && !isSid('CA', parentCallSid)) {
		throw invalidField(item, 'Parent Call SID', {
			problem: 'is not valid',
			remedy: 'Expected CA followed by 32 hex digits.',
		});
	}
	return {
		status: status === 'any' ? '' : status,
		from: text('from'),
		to: text('to'),
		parentCallSid,
		startedAfter: readTime(item, 'Started After', filters['startedAfter']),
		startedBefore: readTime(item, 'Started Before', filters['startedBefore']),
	};
}

function readTime(item: Item, field: string, value: unknown): string {
	if (value === undefined || value === '') return '';
	const time = parseDateTime(value, item.timeZone);
	if (time) return time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
	throw invalidField(item, field, {
		problem: 'is not a date and time',
		remedy: 'Use a date such as 2026-11-21T14:00:00, or an expression that gives one.',
	});
}
