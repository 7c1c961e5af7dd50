import { REFUSAL_ANSWERS, REFUSAL_LOGS } from '../../../nodes/TwilioCallMessages/webhooks/answers';

describe('REFUSAL_ANSWERS', () => {
	it('tells the sender a status and never more than that it was refused', () => {
		const { size, contentType, shape, text, ...others } = REFUSAL_ANSWERS;

		expect([size.status, contentType.status, shape.status, text.status]).toEqual([
			413, 415, 400, 400,
		]);
		for (const answer of Object.values(others)) {
			expect(answer).toEqual({ status: 403, text: 'Forbidden' });
		}
	});
});

describe('REFUSAL_LOGS', () => {
	it('gives every refusal a reason of its own', () => {
		expect(Object.keys(REFUSAL_LOGS).sort()).toEqual(Object.keys(REFUSAL_ANSWERS).sort());
		expect(new Set(Object.values(REFUSAL_LOGS)).size).toBe(Object.keys(REFUSAL_LOGS).length);
	});

	it('says what to check when a genuine callback is refused for its signature', () => {
		expect(REFUSAL_LOGS.signature).toMatch(/Auth Token.*WEBHOOK_URL/);
	});
});
