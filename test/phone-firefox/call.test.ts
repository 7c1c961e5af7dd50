import { itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { untilEchoed, untilEnded } from '../phone/support/waiting';
import { launchFirefox } from '../support/firefox/launch';
import { countPackets } from './support/packets';

const stage = useStage(launchFirefox);

describe('in Firefox, a call that a person places', () => {
	itOnPhone('is greeted, brings messages both ways, and ends when she hangs up', async () => {
		const { twilio } = stage();
		const order = { type: 'order', lines: [{ id: 7 }], note: 'Grüße, 世界 👋' };
		await onPhone(stage(), async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			const greeting = await phone.received({ type: 'greeting' });
			expect(twilio.phone.heardBy(sid)).toMatchObject([{ sid: greeting.sid }]);

			await untilEchoed(twilio, sid);
			await phone.sendJson(JSON.stringify(order));
			expect((await phone.sent({ type: 'order' })).delivery).toBe('sent');
			const echo = await phone.received({ type: 'echo' });
			expect(echo.content).toEqual({ type: 'echo', received: order });

			await phone.button('Hang up').click();
			await phone.reach('ended');
			expect(await untilEnded(twilio, sid)).toBe('completed');
		});
	});

	itOnPhone('has sound in both directions', async () => {
		const { twilio } = stage();
		const { application } = twilio;
		// Without a Voice URL the emulator answers itself, and the person hears herself.
		twilio.setApplication({});
		try {
			await onPhone(stage(), async (phone) => {
				const packets = await countPackets(phone.page);
				await phone.placeCall(twilio);
				await packets.untilSecond('said');
				await packets.untilSecond('heard');
			});
		} finally {
			twilio.setApplication(application);
		}
	});

	itOnPhone('ends on the page when the other side hangs up', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			twilio.phone.end(sid);
			await phone.reach('ended');
		});
	});
});
