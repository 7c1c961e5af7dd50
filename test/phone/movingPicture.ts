import type { Browser, Page } from 'playwright-core';

import { connect, type N8nApi } from '../../sandbox/n8n/api/api';
import { startWorld, type World } from '../../sandbox/world';
import { inEditor } from '../browser/support/editor';
import { launchChromium } from '../support/chromium';
import { saveMovingPicture, takeMoment, type Frame } from '../support/movingPicture';
import { phonePageOn, type PhonePage } from './support/phonePage';

/** Workflows of the picture, and a node by which one is known on the canvas. */
const GREET = { name: 'Greet a caller', node: 'Send a greeting' };
const ASK = { name: 'Ask for consent', node: 'Ask the person' };
const PHONE = { width: 420, height: 800 };
/** Of the editor, beside the list of executions. */
const CANVAS = { x: 352, y: 0, width: 788, height: PHONE.height };
const SIDE_BY_SIDE = { width: 1134, height: 800 };

/** The phone and the editor, and what takes both. */
interface Scene {
	readonly api: N8nApi;
	readonly n8nUrl: string;
	readonly workflowIds: ReadonlyMap<string, string>;
	readonly phone: PhonePage;
	readonly editor: Page;
	readonly canvas: Page;
	readonly frames: Frame[];
}

void main().finally(() => process.exit());

/** Takes the moving picture of the README anew: a phone and a workflow that answer each other. */
async function main(): Promise<void> {
	const stops: Array<() => Promise<unknown>> = [];
	try {
		const world = await startWorld('temporary');
		stops.push(world.stop);
		const browser = await launchChromium();
		stops.push(async () => await browser.close());
		await inScene(browser, world, async (scene) => {
			await play(scene);
			await saveMovingPicture('conversation', scene.frames);
		});
	} catch (error) {
		console.error(error);
		process.exitCode = 1;
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
}

async function inScene(
	browser: Browser,
	{ n8n, phonePage }: World,
	work: (scene: Scene) => Promise<void>,
): Promise<void> {
	const api = await connect(n8n.baseUrl);
	const workflows = await api.listWorkflows();
	const workflowIds = new Map(workflows.map(({ name, id }) => [name, id]));
	const options = { n8nUrl: n8n.baseUrl, width: 1140 };
	await inEditor(
		browser,
		`/workflow/${workflowIds.get(GREET.name)}/executions`,
		options,
		async (editor) => {
			await editor.setViewportSize({ width: 1140, height: PHONE.height });
			const shared = { colorScheme: 'light', locale: 'en-US', reducedMotion: 'reduce' } as const;
			const context = await browser.newContext({ ...shared, viewport: PHONE });
			const phone = phonePageOn(await context.newPage());
			await phone.page.goto(`${phonePage.url}/?identity=alice`);
			const canvas = await browser.newPage({ viewport: SIDE_BY_SIDE });
			await work({ api, n8nUrl: n8n.baseUrl, workflowIds, phone, editor, canvas, frames: [] });
			await context.close();
			await canvas.close();
		},
	);
}

async function play(scene: Scene): Promise<void> {
	const { phone, editor } = scene;
	await phone.reach('ready');
	await closeChecklist(editor);
	await take(scene, 'An app with Twilio’s Voice SDK, and n8n. Nothing has happened yet.', 2500);
	await phone.button('Call').click();
	await phone.received({ type: 'greeting' });
	await showExecution(scene, GREET, 'success');
	await take(scene, 'The app places a call and says that it is ready. A workflow greets it.', 4000);
	await phone.button('Ask me for consent').click();
	await phone.received({ type: 'question' });
	await showExecution(scene, ASK, 'waiting');
	await take(scene, 'Another workflow asks her something, and waits for the answer.', 4000);
	await phone.button('Yes').click();
	await phone.sent({ type: 'consent' });
	await phone.received({ type: 'notice' });
	await showExecution(scene, ASK, 'success');
	await take(scene, 'She presses Yes, and the workflow goes on with her answer.', 5000);
}

/** Shows the newest execution of a workflow once it is said to be so. */
async function showExecution(
	{ api, n8nUrl, workflowIds, editor }: Scene,
	{ name, node }: typeof ASK,
	status: string,
): Promise<void> {
	const workflowId = workflowIds.get(name) ?? '';
	const [newest] = await api.executions(workflowId);
	if (newest === undefined) throw new Error(`There is no execution of ${name}`);
	await api.waitForExecution(newest.id, 15_000, (now) => now === status);
	await editor.goto(`${n8nUrl}/workflow/${workflowId}/executions/${newest.id}`);
	await closeChecklist(editor);
	await editor.getByText(node, { exact: true }).first().waitFor();
	await editor.waitForTimeout(2_000); // the nodes move into place
}

/** n8n's advice on what to do with a new workflow. */
async function closeChecklist(editor: Page): Promise<void> {
	const close = editor.getByTestId('suggested-actions-close');
	await close.click({ timeout: 5_000 }).catch(() => {});
}

async function take({ phone, editor, canvas, frames }: Scene, caption: string, ms: number) {
	const moment = { left: { page: phone.page }, right: { page: editor, clip: CANVAS }, caption };
	const png = await takeMoment(canvas, moment);
	frames.push({ png, ms });
}
