import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { sendByHand } from './support/sendByHand';
import { untilEchoed } from './support/waiting';

const stage = useStage();

describe('a connection that breaks during a call', () => {
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
			{ expectedErrors: [/WebSocket connection to|TwilioVoice/] },
		);
	});
});
