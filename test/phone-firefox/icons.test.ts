import sharp from 'sharp';

import { itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { launchFirefox } from '../support/firefox/launch';

const stage = useStage(launchFirefox);

/** Firefox gives the page's style for an id to a symbol of this id as well. */
const SHARED_IDS = `(async () => {
	const svg = new DOMParser().parseFromString(await (await fetch('symbols.svg')).text(), 'image/svg+xml');
	const ids = [...svg.querySelectorAll('symbol')].map(({ id }) => id);
	if (ids.length === 0) throw new Error('No symbols');
	return ids.filter((id) => document.getElementById(id) !== null);
})()`;

/** What a screenshot needs beside the page's own style. */
const STYLE_OF_SCREENSHOT = /blocked an inline style/;

describe('in Firefox, the icons of the page', () => {
	itOnPhone('share no id with a control, whose style they would get', async () => {
		await onPhone(stage(), async ({ page }) => {
			expect(await page.evaluate(SHARED_IDS)).toEqual([]);
		});
	});

	itOnPhone('are to be seen on a disabled button', async () => {
		await onPhone(
			stage(),
			async ({ button, reach }) => {
				await reach('ready');
				expect(await button('Send').isDisabled()).toBe(true);
				const picture = await button('Send').locator('svg').screenshot();
				const { channels } = await sharp(picture).greyscale().stats();
				const [{ min, max } = { min: 0, max: 0 }] = channels;
				expect(max - min).toBeGreaterThan(80); // of 255: from the strokes to the ground
			},
			{ expectedErrors: [STYLE_OF_SCREENSHOT] },
		);
	});
});
