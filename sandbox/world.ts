import { join } from 'node:path';

import { credentialFor } from './credential';
import { takeDataFolder, type DataChoice } from './dataFolder';
import { exampleWorkflows } from './examples';
import { connect } from './n8n/api/api';
import { provision } from './n8n/api/provision';
import { run } from './n8n/install/command';
import { ensureN8n } from './n8n/install/install';
import { packCommunityPackage } from './n8n/run/communityPackage';
import { startN8n, type RunningN8n, type StartOptions } from './n8n/run/server';
import { startPhoneInWorld } from './phoneInWorld';
import { progress } from './print';
import { startCluster } from './queue/cluster';
import { findPrograms } from './queue/programs';
import { tellStory } from './storyteller';
import { startTwilioEmulator, type TwilioEmulator } from './twilio/server';

const ROOT = join(__dirname, '..');

/** What the story plays on. */
export interface Stage {
	readonly twilio: TwilioEmulator;
	readonly n8n: Pick<RunningN8n, 'baseUrl' | 'logFile'>;
}

/** All that is running. */
export interface World extends Stage {
	readonly n8n: Pick<RunningN8n, 'baseUrl' | 'logFile' | 'userFolder'>;
	/** The page of a person on a call. */
	readonly phonePage: { readonly url: string };
	/** Stops everything, in the order that leaves nothing waiting. */
	readonly stop: () => Promise<void>;
}

/** How n8n is run. */
export interface WorldOptions {
	/** Further settings of n8n. */
	readonly env?: Readonly<Record<string, string>>;
	/** In queue mode its data is thrown away in the end. */
	readonly mode?: 'regular' | 'queue';
}

/**
 * Starts a real n8n that has our packed nodes, a credential and the example workflows, the Twilio emulator it talks to,
 * and the page of a person on a call.
 * Stops what is running already when a later part fails.
 */
export async function startWorld(
	data: DataChoice,
	{ env = {}, mode = 'regular' }: WorldOptions = {},
): Promise<World> {
	if (mode === 'queue') findPrograms(); // what is missing is said before anything takes its time
	const { path: userFolder, release } = await takeDataFolder(data);
	const running: Array<() => Promise<void>> = [release];
	const stop = async () => {
		for (const stopOne of running.splice(0).reverse()) await stopOne();
	};
	try {
		const installation = await ensureN8n(progress);
		const tarball = await buildPackage(join(userFolder, 'package'));

		const twilio = await startTwilioEmulator({ onEvent: tellStory });
		running.push(twilio.stop);

		const n8n = await startChosenN8n(mode, { installation, userFolder, tarball, env });
		running.push(n8n.stop);

		progress('Setting up the credential and the example workflows');
		await provision(await connect(n8n.baseUrl), {
			credential: credentialFor(twilio),
			workflows: exampleWorkflows(),
		});
		const phonePage = await startPhoneInWorld(twilio, n8n.baseUrl);
		running.push(phonePage.stop);
		return { twilio, n8n, phonePage, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startChosenN8n(
	mode: 'regular' | 'queue',
	options: StartOptions & { readonly tarball: string },
): Promise<World['n8n'] & Pick<RunningN8n, 'stop'>> {
	const { version } = options.installation;
	if (mode === 'queue') {
		progress(`Starting n8n ${version} in queue mode`);
		return await startCluster({ ...options, onProgress: progress });
	}
	progress(`Starting n8n ${version} (usually 15 seconds the first time, then 8)`);
	return await startN8n(options);
}

async function buildPackage(destination: string): Promise<string> {
	progress('Building and packing our nodes (usually 5 seconds)');
	await buildNodes();
	return await packCommunityPackage(destination);
}

/** Compiles our nodes into `dist`. Rejects with what the compiler says. */
export async function buildNodes(): Promise<void> {
	await run({ program: 'npm', args: ['run', '--silent', 'build'], directory: ROOT });
}
