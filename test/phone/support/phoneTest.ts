import type { Browser } from 'playwright-core';

import { credentialFor } from '../../../sandbox/credential';
import { exampleWorkflows } from '../../../sandbox/examples';
import type { N8nApi } from '../../../sandbox/n8n/api/api';
import { provision } from '../../../sandbox/n8n/api/provision';
import { startPhoneInWorld } from '../../../sandbox/phoneInWorld';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { inPage } from '../../support/browserPage';
import { launchChromium } from '../../support/chromium';
import { useDuringFile, type Stops } from '../../support/duringFile';
import { connectN8n, createCredential, n8nUrl, type StoredCredential } from '../../support/n8n';
import { phonePageOn, type PhonePage } from './phonePage';
import { startTwilioHosts, type TwilioHosts } from './twilioHosts';

const TEST_MS = 90_000;

/** What the browser and the SDK say in the console when the connection to Twilio breaks. */
export const BROKEN_CONNECTION: readonly RegExp[] = [
	/WebSocket connection to|TwilioVoice/,
	/connection to (the server at )?wss:/, // Firefox
];

/** What every test of the phone works with; it is there when the tests run. */
export interface Stage {
	readonly api: N8nApi;
	readonly credential: StoredCredential;
	readonly workflowIds: Readonly<Record<string, string>>;
	readonly twilio: TwilioEmulator;
	/** Twilio's hosts, as the browser knows them. */
	readonly hosts: TwilioHosts;
	readonly browser: Browser;
	readonly pageUrl: string;
}

type Launch = (options: { readonly twilioPort: number }) => Promise<Browser>;

/** Starts the emulator, the example workflows, the page and a browser for the tests of a file, and stops all at the end. */
export function useStage(launch: Launch = launchChromium): () => Stage {
	return useDuringFile(async (stops) => await setStage(stops, launch), TEST_MS);
}

async function setStage(stops: Stops, launch: Launch): Promise<Stage> {
	const twilio = await startTwilioEmulator();
	stops.push(twilio.stop);
	const hosts = await startTwilioHosts(twilio.baseUrl);
	stops.push(hosts.stop);
	const phone = await startPhoneInWorld(twilio, n8nUrl());
	stops.push(phone.stop);
	const browser = await launch({ twilioPort: hosts.port });
	stops.push(async () => await browser.close());
	const api = await connectN8n();
	// The files before have brought the workflows; only the emulator is another one.
	const { workflowIds } = await provision(api, {
		credential: credentialFor(twilio),
		workflows: exampleWorkflows(),
		keepsActive: true,
	});
	const credential = await createCredential(api, twilio);
	return { api, credential, workflowIds, twilio, hosts, browser, pageUrl: phone.url };
}

/** What differs from a person called alice at a desk, whose page knows of no emulator. */
export interface PageOptions {
	/** After the address. Default: it asks for its token as with a real account. */
	readonly query?: string;
	/** Where the page is served. Default: on the stage. */
	readonly pageUrl?: string;
	readonly width?: number;
	readonly colorScheme?: 'light' | 'dark';
	readonly expectedErrors?: readonly RegExp[];
}

const REAL_TWILIO = '?tokenUrl=/token&identity=alice';

/** Opens the page and does the work there; see `inPage`. */
export async function onPhone(
	stage: Stage,
	work: (phone: PhonePage) => Promise<void>,
	options: PageOptions = {},
): Promise<void> {
	const { query = REAL_TWILIO, pageUrl = stage.pageUrl, expectedErrors = [] } = options;
	const { width = 1280, colorScheme = 'light' } = options;
	const context = await stage.browser.newContext({
		viewport: { width, height: 900 },
		colorScheme,
		locale: 'en-US',
		reducedMotion: 'reduce',
		ignoreHTTPSErrors: true, // those of Twilio’s hosts on this machine
	});
	context.setDefaultTimeout(15_000);
	try {
		await inPage(context, `${pageUrl}/${query}`, expectedErrors, async (page) => {
			await work(phonePageOn(page));
		});
	} finally {
		await context.close();
	}
}

/** A test with a time limit that suits a browser on a slow machine. */
export function itOnPhone(name: string, test: () => Promise<void>): void {
	it(name, test, TEST_MS);
}
