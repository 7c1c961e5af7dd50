import { setTimeout as sleep } from 'node:timers/promises';

/** What a process still holds open. Handles count until they are closed, which takes some turns of the event loop. */
export async function leftOpen(): Promise<string[]> {
	const isOurs = (resource: string) => resource !== 'PipeWrap' && resource !== 'TTYWrap';
	const open = () => process.getActiveResourcesInfo().filter(isOurs);
	for (let round = 0; round < 100 && open().length > 0; round += 1) await sleep(10);
	return open();
}
