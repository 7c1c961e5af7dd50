import type { DataChoice } from './dataFolder';
import { askForMessages } from './keyboard';
import { print, progress } from './print';
import { playStory } from './story';
import { startWorld, type World } from './world';

const USAGE = `Usage: npm start             a real n8n, a Twilio emulator and a call between them
       npm start -- --once   the same in a throw-away n8n, and ends after the story
       npm start -- --fresh  the same, forgetting the n8n of earlier starts`;

// The WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
void main(process.argv.slice(2)).finally(() => process.exit());

/** Sets everything up, plays the story and, unless told to end then, stays for the person to try things. */
async function main(args: readonly string[]): Promise<void> {
	if (args.some((arg) => !['--once', '--fresh'].includes(arg))) {
		print(USAGE);
		process.exitCode = 2;
		return;
	}
	const interrupted = new AbortController();
	process.once('SIGINT', () => interrupted.abort());
	process.once('SIGTERM', () => interrupted.abort());
	try {
		const starting = startWorld(dataFor(args));
		await inWorld(starting, interrupted.signal, async (world) => {
			const callSid = await playStory(world);
			if (!args.includes('--once')) await askForMessages(world, callSid, interrupted.signal);
		});
	} catch (error) {
		print(`\nIt did not work: ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	}
}

function dataFor(args: readonly string[]): DataChoice {
	if (args.includes('--once')) return 'temporary';
	return args.includes('--fresh') ? 'emptied' : 'kept';
}

/** Does the work until it ends or Ctrl-C comes, and stops all that was started in either case. */
async function inWorld(
	starting: Promise<World>,
	signal: AbortSignal,
	work: (world: World) => Promise<void>,
): Promise<void> {
	const interrupted = new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
	const world = await Promise.race([starting, interrupted]);
	if (world === undefined) return await starting.then(stopAll, () => undefined);
	try {
		await Promise.race([work(world), interrupted]);
	} finally {
		await stopAll(world);
	}
}

async function stopAll(world: World): Promise<void> {
	progress('Stopping n8n and the emulator');
	await world.stop();
}
