import type { Page } from 'playwright-core';

import { startPhone } from '../../sandbox/phone/server';
import { startTwilioEmulator } from '../../sandbox/twilio/server';
import type { PhonePage } from './support/phonePage';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEchoed } from './support/waiting';

const stage = useStage();

describe('what Twilio refuses', () => {
	itOnPhone(
		'a message that is too large is shown as refused, and the next one passes',
		async () => {
			const { twilio } = stage();
			await onPhone(stage(), async (phone) => {
				const { sid } = await phone.placeCall(twilio);
				await untilEchoed(twilio, sid);
				await phone.sendJson(JSON.stringify({ type: 'huge', text: 'x'.repeat(10 * 1024) }));
				expect((await phone.sent({ type: 'huge' })).delivery).toBe('refused');
				expect(await phone.alert.textContent()).toContain('larger than the 10 KB');
				await phone.sendForm('small', 'Hello');
				expect((await phone.sent({ type: 'small' })).delivery).toBe('sent');
				await phone.received({ type: 'echo', received: { type: 'small', text: 'Hello' } });
				expect(twilio.phone.saidBy(sid).map(({ content }) => content)).not.toContainEqual(
					expect.objectContaining({ type: 'huge' }),
				);
			});
		},
	);

	itOnPhone('a message that arrives without its content is shown as refused', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await loseContents(phone.page, '"lost"');
			await phone.page.reload();
			await phone.reach('ready');
			const { sid } = await phone.placeCall(twilio);
			await untilEchoed(twilio, sid);
			await phone.sendForm('lost', 'Hello');
			expect((await phone.sent({ type: 'lost' })).delivery).toBe('refused');
			expect(await phone.alert.textContent()).toContain('cannot read the message');
			await phone.sendForm('small', 'Hello');
			expect((await phone.sent({ type: 'small' })).delivery).toBe('sent');
		});
	});

	itOnPhone('a token of another account: the page says so', async () => {
		const stranger = await startTwilioEmulator();
		const page = await startPhone({ twilio: stranger });
		try {
			const work = async (phone: PhonePage) => {
				await phone.alert.waitFor();
				expect(await phone.alert.textContent()).toContain('does not accept the access token');
				await phone.reach('offline');
			};
			await onPhone(stage(), work, { pageUrl: page.url, expectedErrors: [/AccessTokenInvalid/] });
		} finally {
			await page.stop();
			await stranger.stop();
		}
	});
});

/** Contents that say this get lost, as JSON loses what it has no word for. The page has to be loaded anew. */
async function loseContents(page: Page, word: string): Promise<void> {
	await page.routeWebSocket(/\/signal$/, (client) => {
		const server = client.connectToServer();
		client.onMessage((frame) => {
			const text = String(frame);
			server.send(text.includes(word) ? text.replace(/"content":\{[^}]*\},/, '') : text);
		});
	});
}
