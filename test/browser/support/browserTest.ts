import type { Browser, Page } from 'playwright-core';

import { launchChromium } from '../../support/chromium';
import { useDuringFile, type Stops } from '../../support/duringFile';
import { connectN8n, n8nUrl } from '../../support/n8n';
import type { N8nApi, WorkflowJson } from '../../../sandbox/n8n/api/api';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { inEditor } from './editor';

/** The first page of the editor alone takes seconds, on a slow machine many. */
const TEST_MS = 120_000;

/** What every test of the editor works with; it is there when the tests run. */
export interface Bench {
	readonly api: N8nApi;
	readonly twilio: TwilioEmulator;
	readonly browser: Browser;
}

/** Starts a browser and an emulator for the tests of a file, ends the calls of each test, and stops both at the end. */
export function useBench(): () => Bench {
	const bench = useDuringFile(startBench, TEST_MS);
	afterEach(() => endCalls(bench().twilio));
	return bench;
}

async function startBench(stops: Stops): Promise<Bench> {
	const browser = await launchChromium();
	stops.push(async () => await browser.close());
	const twilio = await startTwilioEmulator();
	stops.push(twilio.stop);
	return { browser, twilio, api: await connectN8n() };
}

function endCalls({ phone }: TwilioEmulator): void {
	for (const { sid, endedAt } of phone.calls()) if (endedAt === null) phone.end(sid);
}

/** A test in the editor, with a time limit that suits it. */
export function itInEditor(name: string, test: () => Promise<void>): void {
	it(name, test, TEST_MS);
}

/** Shows a new workflow in the editor and does the work there; see `inEditor`. */
export async function withWorkflow(
	{ api, browser }: Bench,
	workflow: WorkflowJson,
	work: (page: Page) => Promise<void>,
	expectedErrors: readonly RegExp[] = [],
): Promise<void> {
	const { id } = await api.createWorkflow(workflow);
	await inEditor(browser, `/workflow/${id}`, { n8nUrl: n8nUrl(), expectedErrors }, work);
}
