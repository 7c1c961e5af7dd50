import { placedCalls } from './support/phonePage';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEchoed, untilSubscribed } from './support/waiting';

const stage = useStage();

describe('the page as npm start prints its address', () => {
	itOnPhone('is on a call at once: greeted, echoed and asked', async () => {
		const { twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await phone.reach('onCall');
				const [call] = placedCalls(twilio.phone);
				expect(call?.from).toBe('client:you');
				await phone.received({ type: 'greeting' });
				await untilEchoed(twilio, call?.sid ?? '');
				await phone.sendForm('question', 'Who is calling me?');
				const question = { type: 'question', text: 'Who is calling me?' };
				await phone.received({ type: 'echo', received: question });

				await phone.button('Ask me for consent').click();
				await phone.received({ type: 'question', id: 'consent' });
				await phone.button('Yes').click();
				await phone.received({ type: 'notice', text: 'Thank you. This call is recorded.' });
				await phone.sounds('Microphone');
			},
			{ query: '?call' },
		);
	});

	itOnPhone('can have a customer call, and cannot be asked without a call', async () => {
		const { twilio } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				await phone.reach('ready');
				expect(await phone.button('Ask me for consent').isDisabled()).toBe(true);
				await phone.button('Have a customer call me').click();
				await phone.incoming.waitFor();
				await untilSubscribed(twilio, twilio.phone.calls()[0]?.sid ?? '');
				await phone.button('Accept').click();
				await phone.reach('onCall');
				await phone.received({ type: 'greeting' });
			},
			{ query: '?identity=bob' },
		);
	});
});
