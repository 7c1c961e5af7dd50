import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** The error for a field that cannot be used: names field and item, and says what to do. Never the value. */
export function invalidField(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	{ problem, remedy }: { problem: string; remedy: string },
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${field} ${problem} [item ${itemIndex}]`, {
		itemIndex,
		description: remedy,
	});
}
