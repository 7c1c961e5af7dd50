import axios from 'axios';

import { n8nUrl } from '../support/n8n';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';

const stage = useStage();

const ask = async (callSid: string) =>
	await axios.post(`${n8nUrl()}/webhook/consent-needed`, { call_sid: callSid }, { proxy: false });

const ANSWERS = [
	{ answer: 'Yes', yes: true, notice: 'Thank you. This call is recorded.' },
	{ answer: 'No', yes: false, notice: 'This call is not recorded.' },
];

describe('a question', () => {
	itOnPhone('that a call ended with is not answered on the next one', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { sid } = await phone.placeCall(twilio);
			await ask(sid);
			await phone.received({ type: 'question' });
			twilio.phone.end(sid);
			await phone.reach('ended');
			await phone.placeCall(twilio);
			expect(await phone.button('Yes').isDisabled()).toBe(true);
		});
	});
});

describe('a workflow that asks the person on the call and waits', () => {
	for (const { answer, yes, notice } of ANSWERS) {
		itOnPhone(`continues with her ${answer}`, async () => {
			const { twilio } = stage();
			await onPhone(stage(), async (phone) => {
				const { sid } = await phone.placeCall(twilio);
				await ask(sid);
				await phone.received({ type: 'question', text: 'May we record this call?' });
				await phone.button(answer).click();
				expect(await phone.sent({ type: 'consent' })).toMatchObject({
					delivery: 'sent',
					content: { type: 'consent', yes },
				});
				await phone.received({ type: 'notice', text: notice });
				expect(await phone.button(answer).isDisabled()).toBe(true);
			});
		});
	}
});
