import { callAlice, CUSTOMER, rejectCall } from './support/callAlice';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilSubscribed } from './support/waiting';

const stage = useStage();

describe('a call to the person at the page', () => {
	itOnPhone('is a child leg that is subscribed and greeted once she accepts it', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			const { customer, alice } = callAlice(twilio);
			await phone.incoming.waitFor();
			expect(await phone.incoming.textContent()).toContain(CUSTOMER);
			expect(twilio.phone.call(alice).status).toBe('ringing');
			await untilSubscribed(twilio, alice);
			await phone.button('Accept').click();
			await phone.reach('onCall');
			const greeting = await phone.received({ type: 'greeting' });
			expect(twilio.phone.call(alice)).toMatchObject({
				status: 'in-progress',
				parentCallSid: customer,
			});
			expect(twilio.phone.heardBy(alice)).toMatchObject([{ sid: greeting.sid }]);
			expect(twilio.phone.heardBy(customer)).toEqual([]);
			await phone.sounds('Speaker');

			twilio.phone.end(customer);
			await phone.reach('ended');
		});
	});

	itOnPhone('can be rejected', async () => {
		await rejectCall(stage());
	});

	itOnPhone('no longer rings when the customer gives up', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			const { customer, alice } = callAlice(twilio);
			await phone.incoming.waitFor();
			twilio.phone.end(customer);
			await phone.incoming.waitFor({ state: 'hidden' });
			expect(twilio.phone.call(alice).status).toBe('canceled');
		});
	});
});
