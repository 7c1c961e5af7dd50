import type { INodeProperties } from 'n8n-workflow';

import * as operations from './everyOperation';
import type { Operation } from './operation';

/** What the editor offers as Resource, and the operation it begins with. */
const RESOURCES = [
	{ value: 'call', name: 'Call', begin: 'getMany' },
	{ value: 'message', name: 'Message', begin: 'send' },
	{ value: 'subscription', name: 'Subscription', begin: 'create' },
] as const;

/** Every operation of the node. */
export const OPERATIONS: readonly Operation[] = Object.values(operations);

/** The fields of the node: Resource, Operation, and what each operation has. */
export const operationFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'message',
		options: RESOURCES.map(({ name, value }) => ({ name, value })),
	},
	...RESOURCES.flatMap(({ value: resource, begin }): INodeProperties[] => {
		const own = OPERATIONS.filter((operation) => operation.resource === resource);
		return [choiceOf(resource, own, begin), ...own.flatMap(fieldsOf)];
	}),
];

function choiceOf(resource: string, own: readonly Operation[], begin: string): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		default: begin,
		options: own
			.map(({ name, value, action, description }) => ({ name, value, action, description }))
			.sort((one, other) => (one.name < other.name ? -1 : 1)),
	};
}

// Not by n8n's updateDisplayOptions: it copies all of every field, a fifth of the time that loading the node takes, and
// merges lists by position (findings/n8n-display-options-by-position.sh).
function fieldsOf({ resource, value, fields }: Operation): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [resource], operation: [value], ...field.displayOptions?.show },
		},
	}));
}
