import { REFUSAL_ANSWERS, REFUSAL_LOGS } from '../../../nodes/TwilioCallMessages/webhooks/answers';

describe('REFUSAL_ANSWERS', () => {
	it('tells the sender a status and never more than that it was refused', () => {
		expect(REFUSAL_ANSWERS).toEqual({
			size: { status: 413, text: 'Body too large' },
			contentType: { status: 415, text: 'Unsupported content type' },
			signature: { status: 403, text: 'Forbidden' },
			account: { status: 403, text: 'Forbidden' },
			call: { status: 403, text: 'Forbidden' },
			age: { status: 403, text: 'Forbidden' },
			shape: { status: 400, text: 'Malformed callback' },
			text: { status: 400, text: 'Malformed callback' },
		});
	});
});

describe('REFUSAL_LOGS', () => {
	it('gives every refusal a reason of its own', () => {
		expect(Object.keys(REFUSAL_LOGS).sort()).toEqual(Object.keys(REFUSAL_ANSWERS).sort());
		expect(new Set(Object.values(REFUSAL_LOGS)).size).toBe(8);
	});

	it('says what to check when a genuine callback is refused for its signature', () => {
		expect(REFUSAL_LOGS.signature).toMatch(/Auth Token.*WEBHOOK_URL/);
	});
});
