import type { DataChoice } from './dataFolder';
import { inWorld } from './inWorld';
import { askForMessages } from './keyboard';
import { print } from './print';
import { playStory } from './story';

const USAGE = `Usage: npm start             a real n8n, a Twilio emulator and a call between them
       npm start -- --once   the same in a throw-away n8n, and ends after the story
       npm start -- --fresh  the same, forgetting the n8n of earlier starts
       npm start -- --queue  the same with n8n in queue mode: two webhook processors, two workers (also with --once)`;

// The WebRTC library goes on repeating the handshake of a call that was cut off in it, for up to half a minute.
void main(process.argv.slice(2)).finally(() => process.exit());

/** Sets everything up, plays the story and, unless told to end then, stays for the person to try things. */
async function main(args: readonly string[]): Promise<void> {
	if (args.some((arg) => !['--once', '--fresh', '--queue'].includes(arg))) {
		print(USAGE);
		process.exitCode = 2;
		return;
	}
	const mode = args.includes('--queue') ? 'queue' : 'regular';
	await inWorld([dataFor(args), { mode }], async (world, interrupted) => {
		const callSid = await playStory(world);
		if (!args.includes('--once')) await askForMessages(world, callSid, interrupted);
	});
}

function dataFor(args: readonly string[]): DataChoice {
	if (args.includes('--once') || args.includes('--queue')) return 'temporary';
	return args.includes('--fresh') ? 'emptied' : 'kept';
}
