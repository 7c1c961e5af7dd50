import type { Page } from 'playwright-core';

import { until } from '../../sandbox/poll';
import { isEnded } from '../../sandbox/twilio/calls/calls';
import { BROKEN_CONNECTION, itOnPhone, onPhone, useStage } from './support/phoneTest';
import { placedCalls } from './support/phonePage';

const LIMITS = { timeoutMs: 15_000, everyMs: 25 };
const SIGNALLING = /\/signal$/;
const stage = useStage();

/** Twilio gives calls no token to take them up again with, so that they are lost with their connection. */
async function withoutResuming(page: Page): Promise<void> {
	await page.routeWebSocket(SIGNALLING, (browser) => {
		browser.connectToServer().onMessage((frame) => {
			browser.send(String(frame).replace(/,"reconnect":"[^"]+"/, ''));
		});
	});
	await page.reload();
}

/** Twilio shuts the door before it said who is there. */
async function closeEveryConnection(page: Page): Promise<void> {
	await page.routeWebSocket(SIGNALLING, (browser) => {
		browser.onMessage(() => browser.send('{"type":"close","payload":{}}'));
	});
	await page.reload();
}

describe('a call that goes on', () => {
	itOnPhone('and is lost with its connection: the page says so, and can call again', async () => {
		const { hosts, twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await withoutResuming(phone.page);
				const { sid } = await phone.placeCall(twilio);
				const mend = hosts.breakSignalling();
				const lost = phone.alert.filter({ hasText: 'and the call with it' });
				await lost.waitFor();
				mend();
				expect((await phone.placeCall(twilio)).sid).not.toBe(sid);
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});

	itOnPhone('and ends with a message under way: whether it arrived is not known', async () => {
		const { hosts, twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await phone.placeCall(twilio);
				const mend = hosts.breakSignalling();
				await phone.reach('reconnecting');
				await phone.sendForm('note', 'Hello?');
				await phone.button('Hang up').click();
				expect((await phone.sent({ text: 'Hello?' })).delivery).toBe('unconfirmed');
				await phone.page.getByText('Not confirmed').waitFor();
				mend();
				await phone.reach('ready');
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});

	itOnPhone('is greeted once, also when its connection comes back', async () => {
		const { hosts, twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await phone.placeCall(twilio);
				await phone.sent({ type: 'ready' });
				const mend = hosts.breakSignalling();
				await phone.reach('reconnecting');
				await phone.button('Mute').focus();
				mend();
				await phone.reach('onCall');
				await phone.focused('Mute');
				await phone.sendForm('note', 'Here again');
				await phone.sent({ text: 'Here again' });
				const ready = (await phone.conversation()).filter(
					({ direction, content }) =>
						direction === 'sent' && JSON.stringify(content) === '{"type":"ready"}',
				);
				expect(ready).toHaveLength(1);
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});
});

describe('a call that is not answered yet', () => {
	itOnPhone('can be hung up at once, and the next one is answered', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			const before = placedCalls(twilio.phone);
			await phone.button('Call').click();
			await phone.button('Hang up').click();
			await phone.reach('ended');
			const { sid } = await phone.placeCall(twilio);
			const others = () => placedCalls(twilio.phone).filter((call) => call.sid !== sid);
			await until('The end of the first call', LIMITS, () =>
				others()
					.slice(0, -before.length || undefined)
					.every(isEnded),
			);
			expect(twilio.phone.call(sid).status).toBe('in-progress');
		});
	});
});

describe('a page that Twilio turns away', () => {
	itOnPhone('says why in words, and can try again', async () => {
		await onPhone(
			stage(),
			async (phone) => {
				await closeEveryConnection(phone.page);
				await phone.alert.waitFor();
				expect(await phone.alert.textContent()).toContain('connection to Twilio');
				await phone.reach('offline');
				await phone.page.unrouteAll();
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});
});
