import { BROKEN_CONNECTION, onPhone, type Stage } from './phoneTest';
import { sendByHand } from './sendByHand';
import { untilEchoed } from './waiting';

/** Breaks the connection during a call and mends it: what either side sends meanwhile has to arrive. */
export async function talkThroughBrokenConnection(stage: Stage): Promise<void> {
	const { hosts, twilio } = stage;
	await onPhone(
		stage,
		async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			await untilEchoed(twilio, sid);
			const mend = hosts.breakSignalling();
			await phone.reach('reconnecting');
			await sendByHand(stage, sid, { type: 'to her' });
			await phone.sendJson('{ "type": "from her" }');
			mend();
			await phone.reach('onCall');
			await phone.received({ type: 'to her' });
			expect(await phone.sent({ type: 'from her' })).toMatchObject({ delivery: 'sent' });
			await phone.received({ type: 'echo', received: { type: 'from her' } });
		},
		{ expectedErrors: BROKEN_CONNECTION },
	);
}
