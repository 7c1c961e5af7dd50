import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../n8n/run';
import { invalidField, readCollection, readSwitch, toNumber } from './reading';

const maxConcurrentCalls: INodeProperties = {
	displayName: 'Max Concurrent Calls',
	name: 'maxConcurrentCalls',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 20,
	description:
		'How many calls are served at the same time. Requests to one call always go one after the other, in item order.',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10 },
	default: 3,
	description:
		'How often a request is repeated when Twilio is busy or cannot be reached. Repeats carry the same idempotency key.',
};

const requestTimeout: INodeProperties = {
	displayName: 'Request Timeout (Seconds)',
	name: 'requestTimeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300 },
	default: 15,
	description:
		'How long to wait for the answer to one request. A request with all its repeats and pauses takes at most this time for each attempt.',
};

const idempotencyKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description:
		'Your own key by which Twilio recognises a repeated request. Must differ for every item; with several recipients, the Call SID of each is added. By default each item of an execution has its own key, and its retries repeat that.',
};

const ignoreEndedCalls: INodeProperties = {
	displayName: 'Ignore Ended Calls',
	name: 'ignoreEndedCalls',
	type: 'boolean',
	default: false,
	description:
		'Whether a call that is over (or unknown to Twilio) gives an item with "reason": "callEnded" instead of an error, and one with "noRecipients" when there is nobody to send to',
};

const optionsOf = (fields: readonly INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	// By code unit: the rules of a language take 9 ms to load, once.
	options: [...fields].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
});

/** The options of operations that only read. */
export const readingOptions = optionsOf([maxRetries, requestTimeout]);

/** The options of operations that send something to a call. */
export const sendingOptions = optionsOf([
	idempotencyKey,
	ignoreEndedCalls,
	maxConcurrentCalls,
	maxRetries,
	requestTimeout,
]);

/** The options of a message that is for one call at a time, and those of its own. */
export const askingOptions = (own: readonly INodeProperties[]): INodeProperties =>
	optionsOf([idempotencyKey, ignoreEndedCalls, maxRetries, requestTimeout, ...own]);

/** Options that hold for all items of a run. */
export interface RunOptions {
	readonly maxConcurrentCalls: number;
	readonly maxRetries: number;
	readonly requestTimeoutMs: number;
}

/** Reads the options of a run from its first item. Throws a ProblemError for a number out of range. */
export function readRunOptions(first: Item): RunOptions {
	return {
		maxConcurrentCalls: Math.floor(readNumber(first, maxConcurrentCalls)),
		maxRetries: Math.floor(readNumber(first, maxRetries)),
		requestTimeoutMs: readNumber(first, requestTimeout) * 1000,
	};
}

function readNumber(item: Item, field: INodeProperties): number {
	const { minValue = 0, maxValue = Infinity } = field.typeOptions ?? {};
	const value = toNumber(readCollection(item, 'options')[field.name] ?? field.default);
	if (value >= minValue && value <= maxValue) return value;
	throw invalidField(item, field.displayName, {
		problem: 'is out of range',
		remedy: `Use a number from ${minValue} to ${maxValue}.`,
	});
}

/** Options that may differ from item to item. */
export interface ItemOptions {
	readonly idempotencyKey: string | undefined;
	readonly ignoreEndedCalls: boolean;
}

/** Reads the options of one item. Throws a ProblemError for a switch that is neither on nor off. */
export function readItemOptions(item: Item): ItemOptions {
	const { idempotencyKey, ignoreEndedCalls } = readCollection(item, 'options');
	const key = String(idempotencyKey ?? '');
	return {
		idempotencyKey: key.trim() === '' ? undefined : key,
		ignoreEndedCalls: readSwitch(item, 'Ignore Ended Calls', ignoreEndedCalls ?? false),
	};
}
