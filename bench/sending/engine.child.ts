import './jsonLast';

import { job } from './jobs';
import { measureMemory } from './memoryJob';
import { measureTime } from './timeJob';

process.once('disconnect', () => process.exit());
process.once('message', (message) => void measure(message));

async function measure(message: unknown): Promise<void> {
	const asked = job.parse(message);
	const result = await (asked.measure === 'time' ? measureTime(asked) : measureMemory(asked));
	process.send?.(result);
}
