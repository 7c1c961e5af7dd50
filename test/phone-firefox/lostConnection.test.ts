import { BROKEN_CONNECTION, itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { sendByHand } from '../phone/support/sendByHand';
import { untilEchoed } from '../phone/support/waiting';
import { launchFirefox } from '../support/firefox/launch';

const stage = useStage(launchFirefox);

describe('in Firefox, a connection that breaks during a call', () => {
	itOnPhone('comes back, and what was sent meanwhile arrives on both sides', async () => {
		const { hosts, twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				const { sid } = await phone.placeCall(twilio);
				await untilEchoed(twilio, sid);
				const mend = hosts.breakSignalling();
				await phone.reach('reconnecting');
				await sendByHand(stage(), sid, { type: 'to her' });
				await phone.sendJson('{ "type": "from her" }');
				mend();
				await phone.reach('onCall');
				await phone.received({ type: 'to her' });
				expect(await phone.sent({ type: 'from her' })).toMatchObject({ delivery: 'sent' });
				await phone.received({ type: 'echo', received: { type: 'from her' } });
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});
});
