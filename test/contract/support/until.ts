import { setTimeout as sleep } from 'node:timers/promises';

const ROUNDS = 4000;
const ROUND_MS = 5;

/** Resolves once it is true. Rejects when it stays false for so long that it never will be. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	for (let round = 0; round < ROUNDS; round += 1) {
		if (await isTrue()) return;
		await sleep(ROUND_MS);
	}
	throw new Error(`Still not so: ${isTrue.toString()}`);
}
