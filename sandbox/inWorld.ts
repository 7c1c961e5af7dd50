import { print, progress } from './print';
import { startWorld, type World } from './world';

/**
 * Starts a world and does the work in it until it ends or Ctrl-C comes, and stops all that was started in either case. A
 * failure is printed, and makes the exit code 1.
 */
export async function inWorld(
	starting: Parameters<typeof startWorld>,
	work: (world: World, interrupted: AbortSignal) => Promise<void>,
): Promise<void> {
	const interrupted = new AbortController();
	process.once('SIGINT', () => interrupted.abort());
	process.once('SIGTERM', () => interrupted.abort());
	try {
		await untilInterrupted(startWorld(...starting), interrupted.signal, work);
	} catch (error) {
		print(`\nIt did not work: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	}
}

async function untilInterrupted(
	starting: Promise<World>,
	signal: AbortSignal,
	work: (world: World, interrupted: AbortSignal) => Promise<void>,
): Promise<void> {
	const interrupted = new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
	const world = await Promise.race([starting, interrupted]);
	if (world === undefined) return await starting.then(stopAll, () => undefined);
	try {
		await Promise.race([work(world, signal), interrupted]);
	} finally {
		await stopAll(world);
	}
}

async function stopAll(world: World): Promise<void> {
	progress('Stopping n8n and the emulator');
	await world.stop();
}
