/** `before`: nothing is carried out. `after`: the request is carried out, only its answer goes wrong. */
interface Fault {
	readonly name: string;
	readonly strikes: 'before' | 'after';
	readonly description: string;
}

/** Everything that can go wrong with a REST request on purpose. */
export const FAULTS = [
	{
		name: 'tooManyRequests',
		strikes: 'before',
		description: '429 / 20429 without Retry-After',
	},
	{
		name: 'tooManyRequestsRetryAfterSeconds',
		strikes: 'before',
		description: '429 / 20429 with Retry-After: 1',
	},
	{
		name: 'tooManyRequestsRetryAfterDate',
		strikes: 'before',
		description: '429 / 20429 with an HTTP date one to two seconds ahead in Retry-After',
	},
	{
		name: 'internalServerError',
		strikes: 'before',
		description: '500 / 20500',
	},
	{
		name: 'badGateway',
		strikes: 'before',
		description: '502 with the HTML page of a gateway',
	},
	{
		name: 'serviceUnavailable',
		strikes: 'before',
		description: '503 / 20503',
	},
	{
		name: 'gatewayTimeout',
		strikes: 'before',
		description: '504 with the HTML page of a gateway',
	},
	{
		name: 'resetBeforeEffect',
		strikes: 'before',
		description: 'TCP reset once the request has been read',
	},
	{
		name: 'refusedConnection',
		strikes: 'before',
		description: 'TCP reset, and new connections are refused for a short while',
	},
	{
		name: 'htmlOk',
		strikes: 'before',
		description: '200 with an HTML page, as from a captive portal',
	},
	{
		name: 'redirectToOtherHost',
		strikes: 'before',
		description: '307 to another host',
	},
	{
		name: 'internalServerErrorAfterEffect',
		strikes: 'after',
		description: '500 / 20500 instead of the answer',
	},
	{
		name: 'resetAfterEffect',
		strikes: 'after',
		description: 'TCP reset before any byte of the answer',
	},
	{
		name: 'cutOffAnswer',
		strikes: 'after',
		description: 'the headers with the full content-length, half the body, then a TCP reset',
	},
	{
		name: 'hungHeaders',
		strikes: 'after',
		description: 'no answer for as long as the client waits',
	},
	{
		name: 'slowDrip',
		strikes: 'after',
		description: 'the headers at once, then the body byte by byte',
	},
	{
		name: 'truncatedJson',
		strikes: 'after',
		description: 'a complete answer with the first half of its JSON text',
	},
	{
		name: 'emptyCreated',
		strikes: 'after',
		description: 'the right status with an empty body',
	},
	{
		name: 'wrongSid',
		strikes: 'after',
		description: 'the right answer, but with a sid of another kind (SM…)',
	},
] as const satisfies readonly Fault[];

type AnyFault = (typeof FAULTS)[number];

export type FaultName = AnyFault['name'];
export type FaultBeforeEffect = Extract<AnyFault, { strikes: 'before' }>['name'];
export type FaultAfterEffect = Extract<AnyFault, { strikes: 'after' }>['name'];

export const FAULT_NAMES: readonly FaultName[] = FAULTS.map(({ name }) => name);

/** Takes a place in the queue of faults and lets its request pass. */
export const NO_FAULT = 'none';
export type QueuedFault = FaultName | typeof NO_FAULT;

/** Whether the request is carried out before its answer goes wrong. */
export function isAfterEffect(fault: FaultName): fault is FaultAfterEffect {
	return FAULTS.some(({ name, strikes }) => name === fault && strikes === 'after');
}
