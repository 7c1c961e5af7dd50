import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { sendByHand } from './support/sendByHand';
import { untilEnded } from './support/waiting';

const stage = useStage();

describe('a message to a call that the person hung up', () => {
	itOnPhone('is an item that says so with Ignore Ended Calls, an error without', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			await sendByHand(stage(), sid, { type: 'in time' });
			await phone.received({ type: 'in time' });
			await phone.button('Hang up').click();
			expect(await untilEnded(twilio, sid)).toBe('completed');

			const ignored = await sendByHand(stage(), sid, { n: 1 }, { ignoreEndedCalls: true });
			expect(ignored).toMatchObject({
				status: 'success',
				items: [{ reason: 'callEnded', call_sid: sid }],
			});
			const failed = await sendByHand(stage(), sid, { n: 2 });
			expect(failed.status).toBe('error');
			expect(failed.error?.message).toContain('The call is not in progress');
		});
	});
});
