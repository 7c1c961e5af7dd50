import type { IExecuteFunctions, INodeProperties, NodeOperationError } from 'n8n-workflow';

import type { Target } from '../twilio/delivery/recipients';
import { isSid } from '../twilio/sids';
import { callLocator, readCallSid } from './callLocator';
import { invalidField } from './invalidField';
import { readText } from './parameters';

/** Whom a message goes to. */
export const deliverToFields: INodeProperties[] = [
	{
		displayName: 'Deliver To',
		name: 'deliverTo',
		type: 'options',
		default: 'call',
		description: 'Whom the message goes to. Each recipient gives an output item of its own.',
		options: [
			{
				name: 'The Call',
				value: 'call',
				description: 'The call leg given below',
			},
			{
				name: 'Its Child Calls',
				value: 'childCalls',
				description: 'The legs the call dialled, as far as active',
			},
			{
				name: 'Its Parent Call',
				value: 'parentCall',
				description: 'The leg that dialled the call',
			},
			{
				name: 'Everyone in a Conference',
				value: 'conference',
				description: 'All participants with a Voice SDK app',
			},
		],
	},
	{ ...callLocator, displayOptions: { hide: { deliverTo: ['conference'] } } },
	{
		displayName: 'Conference',
		name: 'conference',
		type: 'string',
		default: '',
		placeholder: 'e.g. Support or CF0123456789abcdef0123456789abcdef',
		description: 'The friendly name of a conference that has not ended, or its SID',
		hint: 'Its name, or CF and 32 hex digits. Participants on a phone line get nothing.',
		displayOptions: { show: { deliverTo: ['conference'] } },
	},
];

/** Reads whom an item addresses. Throws a NodeOperationError when a field cannot be used. */
export function readTarget(context: IExecuteFunctions, itemIndex: number): Target {
	const deliverTo = readText(context, 'deliverTo', itemIndex);
	switch (deliverTo) {
		case 'call':
		case 'childCalls':
		case 'parentCall':
			return { deliverTo, callSid: readCallSid(context, itemIndex) };
		case 'conference':
			return { deliverTo, conference: readConference(context, itemIndex) };
		default:
			throw invalidField(context, itemIndex, 'Deliver To', {
				problem: 'is not one of its options',
				remedy: 'Use call, childCalls, parentCall or conference.',
			});
	}
}

function readConference(context: IExecuteFunctions, itemIndex: number): string {
	const conference = readText(context, 'conference', itemIndex);
	if (conference === '') {
		throw invalidField(context, itemIndex, 'Conference', {
			problem: 'is empty',
			remedy:
				'Enter the friendly name or the SID of a conference. If it comes from an expression, check that the field exists in this item.',
		});
	}
	return conference;
}

/** The error when a target stands for nobody. */
export function nobodyToSendTo(
	context: IExecuteFunctions,
	itemIndex: number,
	target: Target,
): NodeOperationError {
	const [field, problem, remedy] = nobody(target);
	return invalidField(context, itemIndex, field, { problem, remedy });
}

const IGNORE = 'Turn on Ignore Ended Calls under Options if that is expected.';

function nobody(target: Target): [field: string, problem: string, remedy: string] {
	if (target.deliverTo === 'conference') {
		const problem = isSid('CF', target.conference)
			? 'has nobody in it who uses a Voice SDK app'
			: 'is not the name of a conference somebody is in with a Voice SDK app';
		return ['Conference', problem, `It may have ended, or not begun. ${IGNORE}`];
	}
	return target.deliverTo === 'childCalls'
		? [
				'Call SID',
				'has no child call that is ringing or in progress',
				`Nobody was dialled yet, or they hung up. To reach the call itself, set Deliver To to The Call. ${IGNORE}`,
			]
		: [
				'Call SID',
				'has no parent call',
				`It was not dialled by another call. To reach the call itself, set Deliver To to The Call. ${IGNORE}`,
			];
}
