import { readItemOptions, type ItemOptions } from '../fields/options';
import { invalidField } from '../fields/reading';
import type { Item } from '../n8n/run';
import { attempt } from '../twilio/rest/problem';
import { failed, good, type ItemResult } from './itemResult';
import type { Setup, Task } from './operation';

/** What an item wants, and how. */
export interface Wanted<T extends Task = Task> {
	readonly task: T;
	readonly options: ItemOptions;
}

/** Checks every item for the chosen operation, before anything is sent. */
export async function read(setup: Setup): Promise<Array<ItemResult<Wanted>>> {
	const { operation, run } = setup;
	const results: Array<ItemResult<Wanted>> = [];
	const keys = new Set<string>();
	for (let index = 0; index < run.itemCount; index++) {
		if (operation.isForFirstItemOnly && index > 0) {
			// When it waits, n8n passes on the reply alone, so this is for where the first item failed.
			if (!run.mayThrow) results.push(failed(index, LEFT_OUT));
			continue;
		}
		const wanted = await attempt(() => readItem(run.item(index), setup, keys));
		results.push(wanted.ok ? good(index, wanted.value) : failed(index, wanted.problem));
	}
	return results;
}

const LEFT_OUT = {
	problem: 'No question was asked for this item',
	remedy:
		'An execution can wait only once, so this operation asks for the first item only. Put it into a loop to ask on several calls.',
};

function readItem(item: Item, setup: Setup, keys: Set<string>): Wanted {
	const task = setup.operation.read(item, setup);
	const options = readItemOptions(item);
	if (options.idempotencyKey !== undefined) requireNew(item, options.idempotencyKey, keys);
	return { task, options };
}

/** Twilio takes requests under one key for one request, so a key on several items would lose messages. */
function requireNew(item: Item, key: string, keys: Set<string>): void {
	if (!keys.has(key)) {
		keys.add(key);
		return;
	}
	throw invalidField(item, 'Idempotency Key', {
		problem: 'is the same as that of an earlier item',
		remedy:
			'Twilio would take both for one message. Use an expression that differs for every item, or remove the option.',
	});
}
