import { rm } from 'node:fs/promises';

interface Running {
	readonly stop: () => Promise<void>;
	readonly folder: string;
}

/** Stops what `e2eSetup.ts` started. */
export default async function e2eTeardown(): Promise<void> {
	const running = Reflect.get(globalThis, 'e2eRunning') as Running | undefined;
	await running?.stop();
	if (running) await rm(running.folder, { recursive: true, force: true });
}
