import type { Browser, Page } from 'playwright-core';

import { connect } from '../../sandbox/n8n/api/api';
import { startWorld, type World } from '../../sandbox/world';
import { inEditor } from '../browser/support/editor';
import { launchChromium } from '../support/chromium';
import { saveMovingPicture, takeMoment, type Frame } from '../support/movingPicture';
import { phonePageOn, type PhonePage } from './support/phonePage';

const WORKFLOW = 'Ask for consent';
const PHONE = { width: 420, height: 800 };
const SIDE_BY_SIDE = { width: 1340, height: 720 };

/** The phone and the editor, and what takes both. */
interface Scene {
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
	const workflows = await (await connect(n8n.baseUrl)).listWorkflows();
	const id = workflows.find(({ name }) => name === WORKFLOW)?.id ?? '';
	const options = { n8nUrl: n8n.baseUrl, width: 1140 };
	await inEditor(browser, `/workflow/${id}/executions`, options, async (editor) => {
		await editor.setViewportSize({ width: 1140, height: PHONE.height });
		const shared = { colorScheme: 'light', locale: 'en-US', reducedMotion: 'reduce' } as const;
		const context = await browser.newContext({ ...shared, viewport: PHONE });
		const phone = phonePageOn(await context.newPage());
		await phone.page.goto(`${phonePage.url}/?identity=alice`);
		const canvas = await browser.newPage({ viewport: SIDE_BY_SIDE });
		await work({ phone, editor, canvas, frames: [] });
		await context.close();
		await canvas.close();
	});
}

async function play(scene: Scene): Promise<void> {
	const { phone, editor } = scene;
	await phone.reach('ready');
	await take(scene, 'An app with Twilio’s Voice SDK, and a workflow in n8n', 1800);
	await phone.button('Call').click();
	await phone.received({ type: 'greeting' });
	await take(scene, 'The app places a call. A workflow greets it.', 2200);
	await phone.button('Ask me for consent').click();
	await phone.received({ type: 'question' });
	await showExecution(editor, 'Waiting');
	await take(scene, 'Another workflow asks her something, and waits for the answer.', 3200);
	await phone.button('Yes').click();
	await phone.sent({ type: 'consent' });
	await phone.received({ type: 'notice' });
	await take(scene, 'She presses Yes …', 1500);
	await showExecution(editor, 'Succe');
	await take(scene, '… and the workflow goes on with her answer.', 4000);
}

/** Opens the newest execution once n8n shows it in this status. */
async function showExecution(editor: Page, status: string): Promise<void> {
	const newest = editor.getByTestId('execution-list-item').first();
	await newest.filter({ hasText: status }).waitFor();
	await newest.click();
	await editor.waitForTimeout(2_000); // the canvas of an execution is a page in the page, and moves into place
}

async function take({ phone, editor, canvas, frames }: Scene, caption: string, ms: number) {
	const png = await takeMoment(canvas, { left: phone.page, right: editor, caption });
	frames.push({ png, ms });
}
