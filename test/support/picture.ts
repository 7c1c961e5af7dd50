import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const FOLDER = join(__dirname, '..', '..', 'docs', 'images');
const MOST_BYTES = 200_000;
/** None below: there may be half a line of text. */
const MARGIN = { above: 10, beside: 10, below: 1 };
const NO_MARGIN = { above: 0, beside: 0, below: 0 };

/** Hidden: what comes and goes, and what is not ours. */
const STYLE =
	'.el-notification, .n8n-tooltip, .el-popper.is-dark, [data-test-id="floating-nodes"], [data-test-id="node-feature-request"] { visibility: hidden !important; }';

/** Saves a picture of one part of the page, or of the box around several, for the README. Throws when the file is too large for one. */
export async function takePicture(page: Page, name: string, ...parts: Locator[]): Promise<void> {
	await page.mouse.move(5, 5);
	await page.evaluate('document.fonts.ready');
	await mkdir(FOLDER, { recursive: true });
	const path = join(FOLDER, `${name}.png`);
	const clip = around(await Promise.all(parts.map(boxOf)), parts.length > 1 ? MARGIN : NO_MARGIN);
	await page.screenshot({ path, clip, animations: 'disabled', caret: 'hide', style: STYLE });
	const { size } = await stat(path);
	console.log(`  docs/images/${name}.png: ${Math.round(size / 1000)} kB`);
	if (size > MOST_BYTES) throw new Error(`${name}.png is larger than ${MOST_BYTES / 1000} kB`);
}

/** Makes the middle panel of an open node wider, as a person does at its edges, so that no text is cut off. */
export async function widenParameters(page: Page, node: Locator): Promise<void> {
	await dragEdge(page, node, 'left', -190);
	await dragEdge(page, node, 'right', 110);
}

async function dragEdge(page: Page, node: Locator, edge: string, byPixels: number): Promise<void> {
	const box = await boxOf(node.locator(`[data-dir="${edge}"]`).first());
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	await page.mouse.move(x + byPixels, y, { steps: 5 });
	await page.mouse.up();
}

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

async function boxOf(part: Locator): Promise<Box> {
	const box = await part.boundingBox();
	if (box === null) throw new Error(`Not to be seen: ${part.toString()}`);
	return box;
}

function around(boxes: readonly Box[], margin: typeof MARGIN): Box {
	const x = Math.min(...boxes.map((box) => box.x)) - margin.beside;
	const y = Math.min(...boxes.map((box) => box.y)) - margin.above;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin.beside;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin.below;
	return { x, y, width: right - x, height: bottom - y };
}
