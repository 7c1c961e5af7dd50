import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { takeDataFolder, type DataChoice } from './dataFolder';
import { connect } from './n8n/api/api';
import { provision } from './n8n/api/provision';
import { run } from './n8n/install/command';
import { ensureN8n } from './n8n/install/install';
import { packCommunityPackage } from './n8n/run/communityPackage';
import { startN8n } from './n8n/run/server';
import { progress } from './print';
import { tellStory } from './storyteller';
import { startTwilioEmulator, type TwilioEmulator } from './twilio/server';

const ROOT = join(__dirname, '..');
const EXAMPLES = join(ROOT, 'examples');

/** All that is running. */
export interface World {
	readonly twilio: TwilioEmulator;
	readonly n8n: { readonly baseUrl: string; readonly logFile: string };
	/** Stops everything, in the order that leaves nothing waiting. */
	readonly stop: () => Promise<void>;
}

/**
 * Starts a real n8n that has our packed nodes, a credential and the example workflows, and the Twilio
 * emulator it talks to.
 * Stops what is running already when a later part fails.
 */
export async function startWorld(data: DataChoice): Promise<World> {
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

		progress(`Starting n8n ${installation.version} (usually 15 seconds the first time, then 8)`);
		const n8n = await startN8n({ installation, userFolder, tarball });
		running.push(n8n.stop);

		progress('Setting up the credential and the example workflows');
		await provision(await connect(n8n.baseUrl), {
			credential: credentialFor(twilio),
			workflows: exampleWorkflows(),
		});
		return { twilio, n8n, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function buildPackage(destination: string): Promise<string> {
	progress('Building and packing our nodes (usually 5 seconds)');
	await run({ program: 'npm', args: ['run', '--silent', 'build'], directory: ROOT });
	return await packCommunityPackage(destination);
}

/** The credential a person would make for this account. */
export function credentialFor({ account, baseUrl }: TwilioEmulator) {
	return {
		name: 'Twilio account',
		type: 'twilioCallMessagesApi',
		data: {
			accountSid: account.sid,
			authType: 'authToken',
			authToken: account.authToken,
			region: 'us1',
			apiBaseUrl: baseUrl,
		},
	};
}

/** The webhook ID of the trigger in an example: its URLs are `<n8n>/webhook/<ID>/messages` and `…/call-status`. */
export function triggerIdOf(workflow: string): string {
	const nodes = exampleWorkflows()
		.map((example) => exampleShape.parse(example))
		.filter(({ name }) => name === workflow)
		.flatMap((example) => example.nodes);
	const id = nodes.find(({ type }) => type.endsWith('.twilioCallMessagesTrigger'))?.webhookId;
	if (id === undefined) throw new Error(`No example "${workflow}" with a trigger`);
	return id;
}

const exampleShape = z.object({
	name: z.string(),
	nodes: z.array(z.object({ type: z.string(), webhookId: z.string().optional() })),
});

/** The workflows in `examples/`, as n8n's editor would import them. */
export function exampleWorkflows(): unknown[] {
	return readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.map((file): unknown => JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')));
}
