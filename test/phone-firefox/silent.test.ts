import { itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { launchFirefox } from '../support/firefox/launch';

const stage = useStage((options) => launchFirefox({ ...options, hasMicrophone: false }));

describe('Firefox without a microphone', () => {
	itOnPhone('says so, and its call goes on with messages', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.placeCall(twilio);
			await phone.page.getByText('the other side hears silence').waitFor();
			await phone.received({ type: 'greeting' });
			await phone.sendForm('note', 'Nobody hears me');
			expect((await phone.sent({ type: 'note' })).delivery).toBe('sent');
		});
	});
});
