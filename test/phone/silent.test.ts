import { launchChromium } from '../support/chromium';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';

const stage = useStage();

describe('a browser without a microphone', () => {
	itOnPhone('is told so, and its call goes on with messages', async () => {
		const { hosts, twilio } = stage();
		const browser = await launchChromium({ twilioPort: hosts.port, hasMicrophone: false });
		try {
			await onPhone({ ...stage(), browser }, async (phone) => {
				await phone.placeCall(twilio);
				await phone.page.getByText('the other side hears silence').waitFor();
				await phone.received({ type: 'greeting' });
			});
		} finally {
			await browser.close();
		}
	});
});
