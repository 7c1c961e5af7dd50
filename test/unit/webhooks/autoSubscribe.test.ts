import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';

import { subscribeToNamed } from '../../../nodes/TwilioCallMessages/webhooks/autoSubscribe';
import { fakeTime, realTime } from '../../support/fakeTime';
import { strict } from '../../support/strict';

beforeEach(() => fakeTime());
afterEach(realTime);

const SECONDS = 1_000;

/** A trigger whose requests to Twilio take so long (ms). */
function triggerAt(account: string, tookMs: number) {
	const log: string[] = [];
	const context = strict<IWebhookFunctions>('context', {
		getNode: () =>
			({ name: 'Trigger', webhookId: account }) as ReturnType<IWebhookFunctions['getNode']>,
		getCredentials: async <T>() => ({ accountSid: account, authToken: 'token' }) as T,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { body }: IHttpRequestOptions) => {
				await new Promise((resolve) => setTimeout(resolve, tookMs));
				expect(String(body)).toContain('Callback=');
				return {
					statusCode: 201,
					headers: {},
					body: JSON.stringify({ sid: `ZY${'4'.repeat(32)}` }),
				};
			},
		} as unknown as IWebhookFunctions['helpers'],
		logger: { error: (line: string) => log.push(line) } as unknown as IWebhookFunctions['logger'],
	});
	let count = 0;
	const ring = async () => {
		const callSid = `CA${String(count++).padStart(32, '0')}`;
		const report = {
			kind: 'callStatus',
			accountSid: account,
			callSid,
			parentCallSid: null,
			status: 'ringing',
			direction: 'outbound-dial',
			from: '',
			to: 'client:alice',
			duration: null,
			sequenceNumber: 1,
			timestamp: new Date(),
			parameters: [],
		} as const;
		return await subscribeToNamed(context, report, {
			isForAllLegs: false,
			messageUrl: 'https://n8n.example.com/messages',
			patienceMs: 12_000,
		});
	};
	return { ring, log };
}

it('of more calls than are subscribed at once, the last ones are not decided before Twilio stops waiting', async () => {
	const { ring, log } = triggerAt(`AC${'a'.repeat(32)}`, 4.5 * SECONDS);
	const outcomes = Array.from({ length: 200 }, ring);
	await jest.advanceTimersByTimeAsync(16 * SECONDS);
	const counts = { done: 0, nothing: 0, failed: 0, undecided: 0 };
	for (const outcome of await Promise.all(outcomes)) counts[outcome] += 1;
	expect(counts).toEqual({ done: 100, nothing: 0, failed: 0, undecided: 100 });
	expect(log).toEqual([]);
});

it('a failure is told to everybody who waits for it, and once in the log', async () => {
	const { ring, log } = triggerAt(`AC${'b'.repeat(32)}`, 60 * SECONDS);
	const outcome = ring();
	await jest.advanceTimersByTimeAsync(12 * SECONDS);
	expect(await outcome).toBe('failed');
	expect(log).toEqual([
		expect.stringMatching(/could not subscribe to call CA0+: Twilio did not answer/),
	]);
});
