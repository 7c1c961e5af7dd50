import { execute } from './engine';
import type { Growth, MemoryJob } from './jobs';
import { messagesTo } from './messages';

const WARM_UP_MESSAGES = 1000;
const EVERY_MS = 5;

/** Has one sender send the messages once, after a warm-up. Needs a process of its own with --expose-gc. */
export async function measureMemory({ url, sender, calls, amount }: MemoryJob): Promise<Growth> {
	const messages = messagesTo(calls, amount);
	await execute(sender, messages.slice(0, WARM_UP_MESSAGES), url);
	const before = memoryAfterCollection();
	let peak = before.rss;
	const look = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, EVERY_MS);
	const output = await execute(sender, messages, url);
	clearInterval(look);
	const after = memoryAfterCollection();
	if (output.length !== amount) throw new Error('The output was not held');
	return { heap: after.heapUsed - before.heapUsed, peak: peak - before.rss };
}

function memoryAfterCollection() {
	if (globalThis.gc === undefined) throw new Error('Node was started without --expose-gc');
	globalThis.gc();
	return process.memoryUsage();
}
