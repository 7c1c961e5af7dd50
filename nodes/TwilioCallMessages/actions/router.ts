import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { cancellationOf } from '../n8n/cancellation';
import { readRun, type Run } from '../n8n/run';
import { attempt } from '../twilio/rest/problem';
import { address } from './address';
import { deliver } from './deliver';
import { failedOnes, type ItemResult } from './itemResult';
import { read } from './read';
import { setUp } from './setup';
import { write } from './write';

/**
 * Runs the chosen operation for all items: reads what each of them wants, finds out whom it goes to, sends it call by
 * call, and writes the output items in the order of the input, one per recipient.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { signal, end } = cancellationOf(context);
	try {
		const run = await readRun(context, signal);
		return [write(run, await resultsOf(run))];
	} finally {
		end();
	}
}

async function resultsOf(run: Run): Promise<Array<ItemResult<readonly IDataObject[]>>> {
	if (run.itemCount === 0) return [];
	const setup = await attempt(async () => await setUp(run, run.item(0)));
	// Where the node may not throw, n8n takes a node that throws for one that succeeded, and passes its input on.
	if (!setup.ok) {
		return Array.from({ length: run.itemCount }, (_, itemIndex) => ({ ...setup, itemIndex }));
	}

	const tasks = unlessStopped(run, await read(setup.value));
	const deliveries = unlessStopped(run, await address(setup.value, tasks));
	return await deliver(setup.value, deliveries);
}

/** Where the node may throw, nothing goes on once an item has failed. */
function unlessStopped<T>(
	{ mayThrow }: Run,
	results: ReadonlyArray<ItemResult<T>>,
): ReadonlyArray<ItemResult<T>> {
	const failures = failedOnes(results);
	return mayThrow && failures.length > 0 ? failures : results;
}
