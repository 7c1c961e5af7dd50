import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

const FOLDER = join(__dirname, '..', '..', 'docs', 'images');
const MOST_BYTES = 2_000_000;
const QUALITY = 82;

/** One moment of a moving picture. */
export interface Frame {
	readonly png: Buffer;
	/** How long it is shown. */
	readonly ms: number;
}

/** Saves moments, all of one size, as a picture that moves without end. Throws when the file is too large for a README. */
export async function saveMovingPicture(name: string, frames: readonly Frame[]): Promise<void> {
	const webp = await sharp(
		frames.map(({ png }) => png),
		{ join: { animated: true } },
	)
		.webp({ quality: QUALITY, effort: 6, loop: 0, delay: frames.map(({ ms }) => ms) })
		.toBuffer();
	console.log(`  docs/images/${name}.webp: ${Math.round(webp.length / 1000)} kB`);
	if (webp.length > MOST_BYTES) throw new Error(`${name}.webp is larger than ${MOST_BYTES} bytes`);
	await writeFile(join(FOLDER, `${name}.webp`), webp);
}

/** A page, or a rectangle of it. */
interface Part {
	readonly page: Page;
	readonly clip?: { x: number; y: number; width: number; height: number };
}

/** What the two pages side by side show, and what is said of it. */
export interface Moment {
	readonly left: Part;
	readonly right: Part;
	readonly caption: string;
}

/** Takes both pages beside each other, the caption above them, on a page of its own. */
export async function takeMoment(canvas: Page, { left, right, caption }: Moment): Promise<Buffer> {
	const [one, other] = await Promise.all([left, right].map(screenshot));
	await canvas.setContent(`<!doctype html><style>
		body { margin: 0; padding: 14px; background: #e9ebf0; font: 600 22px system-ui, sans-serif; color: #23233b; }
		main { display: flex; gap: 14px; margin-top: 12px; }
		img { height: 720px; border-radius: 10px; box-shadow: 0 1px 6px #0003; }
	</style><div>${caption}</div><main><img src="${one}"><img src="${other}"></main>`);
	return await canvas.locator('body').screenshot();
}

async function screenshot({ page, clip }: Part): Promise<string> {
	await page.evaluate('document.fonts.ready');
	const png = await page.screenshot({
		animations: 'disabled',
		caret: 'hide',
		...(clip && { clip }),
	});
	return `data:image/png;base64,${png.toString('base64')}`;
}
