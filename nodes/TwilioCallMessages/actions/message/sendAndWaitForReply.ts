import type { INodeProperties } from 'n8n-workflow';
import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { callLocator, readCall } from '../../fields/callLocator';
import { parseDateTime } from '../../fields/dateTime';
import { messageContent, readContent } from '../../fields/messageContent';
import { askingOptions } from '../../fields/options';
import { invalidField, readCollection } from '../../fields/reading';
import { replyFields } from '../../fields/replyFields';
import { isForTwilioItself } from '../../n8n/credential';
import { isFoundByName, questionOf, resumeAddress } from '../../n8n/resuming';
import type { Item } from '../../n8n/run';
import { callbackUrlProblem } from '../../twilio/delivery/callbackUrl';
import { isRecord } from '../../twilio/json';
import { openQuestion } from '../../twilio/rest/questions';
import { createUserDefinedMessage } from '../../twilio/rest/userDefinedMessages';
import { ProblemError } from '../../twilio/result';
import type { Operation, Setup } from '../operation';
import { giveUp, removeOlder, settle } from './questionUpkeep';

const UNIT_MS: Readonly<Record<string, number>> = {
	seconds: 1_000,
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

/** How long to wait for a reply, in the shape of n8n's own nodes that wait. */
const limitWaitTime: INodeProperties = {
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

/**
 * The execution subscribes to the call before the message leaves, so that no answer is too quick, and waits. What follows
 * is up to the reply (`reply.webhook.ts`). An execution waits once, whatever its items.
 */
export const sendAndWaitForReply: Operation = {
	resource: 'message',
	value: 'sendAndWaitForReply',
	name: 'Send Message and Wait for Reply',
	action: 'Send a message to a call and wait for the reply',
	description: 'Ask, and continue with what the app answers',
	fields: [callLocator, ...messageContent, askingOptions([limitWaitTime, ...replyFields])],
	isForFirstItemOnly: true,
	read: (item, setup) => {
		requireThatSomethingWaits(item, setup);
		const target = readCall(item);
		const content = readContent(item);
		const waitTill = readWaitTill(item, Date.now());
		requireThatReplyArrives(item, setup);
		return {
			target,
			send: async (callSid, idempotencyKey) => {
				const { http, run } = setup;
				const question = questionOf(run.n8n.resuming, { callSid, runIndex: run.runIndex });
				await removeOlder(setup, question);
				await openQuestion(http, question);
				const message = { callSid, content, idempotencyKey };
				const sent = await createUserDefinedMessage(http, message).catch(async (error: unknown) => {
					giveUp(setup, question, error);
					return await Promise.reject(error);
				});
				await run.n8n.waitUntil(waitTill);
				settle(setup, question);
				return sent;
			},
			resultWhenCallEnded: { replied: false },
		};
	},
};

/** When waiting ends at the latest; without a limit, never. */
function readWaitTill(item: Item, now: number): Date {
	const { limitWaitTime: limit } = readCollection(item, 'options');
	const values = isRecord(limit) ? limit['values'] : undefined;
	if (!isRecord(values)) return WAIT_INDEFINITELY;
	const waitTill =
		values['limitType'] === 'atSpecifiedTime'
			? (parseDateTime(values['maxDateAndTime'], item.timeZone)?.toMillis() ?? NaN)
			: now + Number(values['resumeAmount']) * (UNIT_MS[String(values['resumeUnit'])] ?? NaN);
	if (waitTill > now && waitTill <= WAIT_INDEFINITELY.getTime()) return new Date(waitTill);
	throw invalidField(item, 'Limit Wait Time', {
		problem: 'is not a time to wait until',
		remedy:
			'Enter an amount above 0, or a date and time in the future. n8n waits until the year 3000 at most.',
	});
}

function requireThatReplyArrives(item: Item, { run, credential }: Setup): void {
	const isPublic = isForTwilioItself(credential);
	const problem = callbackUrlProblem(resumeAddress(run.n8n.resuming), { isPublic });
	if (problem) throw invalidField(item, 'The address n8n has for replies', problem);
	if (isFoundByName(run.n8n.resuming)) return;
	throw invalidField(item, 'The name of this node', {
		problem: 'is one that n8n keeps for itself, so a reply would not find the node',
		remedy: 'Give the node another name.',
	});
}

function requireThatSomethingWaits({ index }: Item, { run }: Setup): void {
	if (!run.isHosted) return;
	throw new ProblemError({
		problem: 'Nothing can wait for a reply here',
		remedy:
			'As a tool, this operation needs an AI Agent of version 3 or newer. Use Send Message instead, and the trigger for what the app says.',
		itemIndex: index,
	});
}
