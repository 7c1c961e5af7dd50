import { callAlice, CUSTOMER, rejectCall } from '../phone/support/callAlice';
import { itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { untilSubscribed } from '../phone/support/waiting';
import { launchFirefox } from '../support/firefox/launch';
import { countPackets } from './support/packets';

const stage = useStage(launchFirefox);

describe('in Firefox, a call to the person at the page', () => {
	itOnPhone('rings, is accepted and greeted, and has sound', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			const packets = await countPackets(phone.page);
			const { customer, alice } = callAlice(twilio);
			await phone.incoming.waitFor();
			expect(await phone.incoming.textContent()).toContain(CUSTOMER);
			await untilSubscribed(twilio, alice);
			await phone.button('Accept').click();
			await phone.reach('onCall');
			const greeting = await phone.received({ type: 'greeting' });
			expect(twilio.phone.heardBy(alice)).toMatchObject([{ sid: greeting.sid }]);
			await packets.untilSecond('said');
			await packets.untilSecond('heard');

			twilio.phone.end(customer);
			await phone.reach('ended');
		});
	});

	itOnPhone('can be rejected', async () => {
		await rejectCall(stage());
	});
});
