import type { IDisplayOptions } from 'n8n-workflow';

/** Shows a field for the given operations of a resource. */
export function showFor(resource: string, ...operations: string[]): IDisplayOptions {
	return { show: { resource: [resource], operation: operations } };
}
