import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import type { Browser, Page } from 'playwright-core';

import { connect, type N8nApi, type WorkflowJson } from '../../sandbox/n8n/api/api';
import { ensureN8n } from '../../sandbox/n8n/install/install';
import { packCommunityPackage } from '../../sandbox/n8n/run/communityPackage';
import { startN8n } from '../../sandbox/n8n/run/server';
import { buildCallbackRequest } from '../../sandbox/twilio/callbacks/callbackRequest';
import { authTokenKey } from '../../sandbox/twilio/callbacks/signing/signature';
import { messageCallbackParameters } from '../../sandbox/twilio/callbacks/messageCallback';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { credentialFor } from '../../sandbox/credential';
import { launchChromium } from '../support/chromium';
import { inEditor } from './support/editor';
import { openNodesPanel } from './support/nodesPanel';
import { openNode } from './support/nodeView';
import { takePicture, widenParameters } from '../support/picture';
import {
	cardWorkflow,
	SEND,
	TRIGGER,
	TRIGGER_PATH,
	triggerWorkflow,
	type CredentialReference,
} from './support/pictureWorkflows';
import { triggerView } from './support/triggerView';

/** Wide enough for every text, and at this scale a file of less than 200 kB. */
const SIZE = { width: 1600, scale: 1.4 };
const PUBLIC_URL = 'https://n8n.example.com';

/** What the pictures are taken of. */
interface Scene {
	readonly n8nUrl: string;
	readonly api: N8nApi;
	readonly browser: Browser;
	readonly twilio: TwilioEmulator;
	readonly credential: CredentialReference;
}

void main();

/** Takes the pictures of the README anew, in an n8n and on calls that look the same every time. */
async function main(): Promise<void> {
	const stops: Array<() => Promise<unknown>> = [];
	try {
		const scene = await setScene(stops);
		await takeNodesPanel(scene);
		await takeCard(scene);
		await takeTrigger(scene);
	} catch (error) {
		console.error(error);
		process.exitCode = 1;
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
}

async function setScene(stops: Array<() => Promise<unknown>>): Promise<Scene> {
	const installation = await ensureN8n(console.log);
	const packed = await mkdtemp(join(tmpdir(), 'twilio-call-messages-pictures-'));
	stops.push(async () => await rm(packed, { recursive: true, force: true }));
	const browser = await launchChromium();
	stops.push(async () => await browser.close());
	const twilio = await startCalls();
	stops.push(twilio.stop);
	const tarball = await packCommunityPackage(packed);
	const env = { WEBHOOK_URL: `${PUBLIC_URL}/` };
	const n8n = await startN8n({ installation, tarball, env });
	stops.push(n8n.stop);
	const api = await connect(n8n.baseUrl);
	const { id, name } = await api.createCredential(credentialFor(twilio));
	return { n8nUrl: n8n.baseUrl, api, browser, twilio, credential: { id, name } };
}

/** Calls of one afternoon; the clock of the emulator stands still after the last one. */
async function startCalls(): Promise<TwilioEmulator> {
	let now = new Date('2026-11-20T13:58:00Z');
	const account = { sid: `AC${'0123456789abcdef'.repeat(2)}` };
	const twilio = await startTwilioEmulator({ account, now: () => now });
	const at = (minute: string, from: string, to: string, status: 'ringing' | 'in-progress') => {
		now = new Date(`2026-11-20T${minute}:00Z`);
		twilio.phone.startCall({ from, to, status });
	};
	at('13:58', 'client:dave', '+15005550009', 'in-progress');
	at('14:01', '+15005550008', 'client:carol', 'in-progress');
	at('14:05', 'client:bob', '+15005550007', 'ringing');
	at('14:05', 'client:alice', '+15005550006', 'in-progress');
	return twilio;
}

async function takeNodesPanel(scene: Scene): Promise<void> {
	await inWorkflow(scene, cardWorkflow(scene.credential), async (page) => {
		const panel = await openNodesPanel(page);
		await panel.search('twilio call', 'Twilio Call Messages');
		await panel.openDetails('Twilio Call Messages');
		await page.getByText(/^Triggers \(\d+\)$/).click();
		await page.getByText('On call answered').waitFor();
		await takePicture(page, 'nodes-panel', panel.frame);
	});
}

async function takeCard(scene: Scene): Promise<void> {
	await inWorkflow(scene, cardWorkflow(scene.credential), async (page) => {
		const node = await openNode(page, SEND);
		await widenParameters(page, node.frame);
		await node.callSid.open();
		await node.callSid.pick('client:alice');
		await node.execute();
		await takePicture(page, 'send-message', node.frame);
		await node.callSid.open();
		const label = node.frame.locator('label').filter({ hasText: 'Deliver To' });
		const field = node.frame.getByTestId('parameter-input-deliverTo');
		await takePicture(page, 'active-calls', label, field, node.callSid.lastEntry);
	});
}

async function takeTrigger(scene: Scene): Promise<void> {
	await inWorkflow(scene, triggerWorkflow(scene.credential), async (page) => {
		await openNode(page, TRIGGER);
		const view = triggerView(page);
		await widenParameters(page, view.frame);
		await view.showUrls('production');
		await view.listen();
		await deliver(scene, { type: 'question', text: 'Who is calling me?' });
		await view.output();
		await view.listened();
		await takePicture(page, 'trigger', view.frame);
	});
}

async function inWorkflow(
	{ api, browser, n8nUrl }: Scene,
	workflow: WorkflowJson,
	work: (page: Page) => Promise<void>,
): Promise<void> {
	const { id } = await api.createWorkflow(workflow);
	await inEditor(browser, `/workflow/${id}`, { n8nUrl, ...SIZE }, work);
}

/** Delivers what Alice's app says as a proxy in front of n8n would: signed for the public URL. */
async function deliver({ twilio, n8nUrl }: Scene, content: unknown): Promise<void> {
	const path = `/webhook-test/${TRIGGER_PATH}/messages`;
	const [alice] = twilio.phone.calls();
	if (alice === undefined) throw new Error('Nobody is on a call');
	const { sid, at } = twilio.phone.say(alice.sid, content);
	const parameters = messageCallbackParameters({
		accountSid: twilio.account.sid,
		callSid: alice.sid,
		sid,
		contentText: JSON.stringify(content),
		sequenceNumber: 1,
		at,
	});
	const target = { url: `${PUBLIC_URL}${path}`, method: 'POST' } as const;
	const { headers, body } = buildCallbackRequest(
		target,
		parameters,
		'form',
		authTokenKey(twilio.account.authToken),
	);
	await axios.post(`${n8nUrl}${path}`, body, { headers, proxy: false });
}
