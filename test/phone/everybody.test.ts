import { barriers } from './support/barriers';
import type { PhonePage } from './support/phonePage';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';

const stage = useStage();

/** How far the page is wider than its window, in CSS pixels. */
const overflow = async ({ page }: PhonePage) =>
	await page.evaluate<number>(
		'document.documentElement.scrollWidth - document.documentElement.clientWidth',
	);

/** A conversation with everything in it. */
async function converse(phone: PhonePage): Promise<void> {
	await phone.placeCall(stage().twilio);
	await phone.received({ type: 'greeting' });
	await phone.button('Ask me for consent').click();
	await phone.received({ type: 'question', id: 'consent' });
	await phone.sendJson(JSON.stringify({ type: 'huge', text: 'x'.repeat(11_000) }));
	await phone.alert.waitFor();
}

describe('the page is for everybody', () => {
	for (const colorScheme of ['light', 'dark'] as const) {
		for (const width of [320, 1280]) {
			itOnPhone(`without barriers, ${width} pixels wide, ${colorScheme}`, async () => {
				await onPhone(
					stage(),
					async (phone) => {
						await phone.reach('ready');
						expect(await barriers(phone)).toEqual([]);
						await converse(phone);
						expect(await barriers(phone)).toEqual([]);
						expect(await overflow(phone)).toBe(0);
					},
					{ query: '', colorScheme, width },
				);
			});
		}
	}

	itOnPhone('without a mouse: call, write, answer and hang up', async () => {
		const { twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				const { keyboard } = phone.page;
				await phone.reach('ready');
				await phone.tabTo('Call');
				await keyboard.press('Enter');
				await phone.reach('onCall');
				await phone.received({ type: 'greeting' });

				await phone.tabTo('Text');
				await keyboard.type('Hello');
				await keyboard.press('Enter');
				await phone.sent({ text: 'Hello' });

				await phone.tabTo('Ask me for consent');
				await keyboard.press('Space');
				await phone.received({ type: 'question', id: 'consent' });
				await phone.tabTo('Yes');
				await keyboard.press('Enter');
				await phone.received({ type: 'notice' });

				await phone.tabTo('Hang up');
				await keyboard.press('Enter');
				await phone.reach('ended');
				twilio.phone.startCall({ from: '+15005550006', to: 'client:you' });
				await phone.tabTo('Accept');
				await keyboard.press('Enter');
				await phone.reach('onCall');
			},
			{ query: '' },
		);
	});
});
