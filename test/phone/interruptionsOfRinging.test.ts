import type { Page } from 'playwright-core';

import { BROKEN_CONNECTION, itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEnded } from './support/waiting';

const CUSTOMER = '+15005550006';
const OTHER_CUSTOMER = '+15005550007';
const stage = useStage();

const callAlice = (from: string) => stage().twilio.phone.startCall({ from, to: 'client:alice' });

/** Loads the page anew, and resolves with a function that waits for what Twilio says next on the new connection. */
async function listenIn(page: Page) {
	const connecting = page.waitForEvent('websocket');
	await page.reload();
	const connection = await connecting;
	return async (type: string) => {
		await connection.waitForEvent('framereceived', ({ payload }) =>
			String(payload).includes(`"type":"${type}"`),
		);
	};
}

describe('a call that rings', () => {
	itOnPhone('leaves nothing behind when it is over before the ringtone is loaded', async () => {
		const { hosts, twilio } = stage();
		const letSoundsLoad = hosts.holdSounds();
		await onPhone(stage(), async (phone) => {
			const untilToldOf = await listenIn(phone.page);
			await phone.reach('ready');
			const invited = untilToldOf('invite');
			const { sid } = callAlice(CUSTOMER);
			await invited;
			const cancelled = untilToldOf('cancel');
			twilio.phone.end(sid);
			await cancelled;
			letSoundsLoad();
			callAlice(OTHER_CUSTOMER);
			await phone.incoming.waitFor();
			expect(await phone.incoming.textContent()).toContain(OTHER_CUSTOMER);
		});
	});

	itOnPhone('is over for the page when its connection breaks; the next one rings', async () => {
		const { hosts } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await phone.reach('ready');
				callAlice(CUSTOMER);
				await phone.incoming.waitFor();
				const mend = hosts.breakSignalling();
				await phone.incoming.waitFor({ state: 'hidden' });
				mend();
				await phone.reach('ready');
				callAlice(OTHER_CUSTOMER);
				await phone.button('Accept').click();
				await phone.reach('onCall');
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});

	itOnPhone('goes on ringing when somebody else calls, who hears that she is busy', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			const first = callAlice(CUSTOMER);
			await phone.incoming.waitFor();
			const second = callAlice(OTHER_CUSTOMER);
			expect(await untilEnded(twilio, second.sid)).toBe('busy');
			expect(await phone.incoming.textContent()).toContain(CUSTOMER);
			await phone.button('Accept').click();
			await phone.reach('onCall');
			expect(twilio.phone.call(first.sid).status).toBe('in-progress');
		});
	});

	itOnPhone('during another call is busy, and the call goes on', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			const other = callAlice(CUSTOMER);
			expect(await untilEnded(twilio, other.sid)).toBe('busy');
			await phone.sendForm('note', 'Still here');
			expect((await phone.sent({ text: 'Still here' })).delivery).toBe('sent');
			await phone.sounds('Microphone');
			expect(twilio.phone.call(sid).status).toBe('in-progress');
		});
	});

	itOnPhone('rings in both of two tabs until one accepts; the other is ready again', async () => {
		await onPhone(stage(), async (one) => {
			await one.reach('ready');
			await onPhone(stage(), async (other) => {
				await other.reach('ready');
				callAlice(CUSTOMER);
				await one.incoming.waitFor();
				await other.button('Accept').click();
				await other.reach('onCall');
				await one.incoming.waitFor({ state: 'hidden' });
				await one.reach('ready');
				await other.button('Hang up').click();
				await other.reach('ended');
			});
		});
	});
});
