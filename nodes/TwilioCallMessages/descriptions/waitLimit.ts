import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import { parseDateTime } from './dateTime';
import { invalidField } from './invalidField';
import { readCollection } from './parameters';

const UNIT_MS: Readonly<Record<string, number>> = {
	seconds: 1_000,
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

/** How long to wait for a reply, in the shape of n8n's own nodes that wait. */
export const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 10, resumeUnit: 'minutes' } },
	description:
		'How long to wait for a reply. When the time is up, n8n passes the input items on unchanged: without the field "replied". n8n looks once a minute, so shorter waits take up to a minute.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					default: 'afterTimeInterval',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 10,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					default: 'minutes',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					options: [
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
						{ name: 'Seconds', value: 'seconds' },
					],
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				},
			],
		},
	],
};

/** Reads when waiting ends at the latest; without a limit, never. Throws a NodeOperationError for a limit that is none. */
export function readWaitTill(context: IExecuteFunctions, itemIndex: number, now: number): Date {
	const { limitWaitTime: limit } = readCollection(context, 'options', itemIndex);
	const values = isRecord(limit) ? limit['values'] : undefined;
	if (!isRecord(values)) return WAIT_INDEFINITELY;
	const waitTill =
		values['limitType'] === 'atSpecifiedTime'
			? (parseDateTime(values['maxDateAndTime'], context.getTimezone())?.toMillis() ?? NaN)
			: now + Number(values['resumeAmount']) * (UNIT_MS[String(values['resumeUnit'])] ?? NaN);
	if (waitTill > now && waitTill <= WAIT_INDEFINITELY.getTime()) return new Date(waitTill);
	throw invalidField(context, itemIndex, 'Limit Wait Time', {
		problem: 'does not name a time to come',
		remedy: 'Enter an amount above 0, or a date and time in the future.',
	});
}
