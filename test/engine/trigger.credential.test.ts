import type { IDataObject } from 'n8n-workflow';

import { ACCOUNT_SID, AUTH_TOKEN, MESSAGE, sign } from '../support/signedRequests';
import { callTrigger } from '../support/webhook';

const NEW_TOKEN = 'fedcba9876543210fedcba9876543210';
const SECONDS = 1_000;
let triggers = 0;
let messages = 0;

beforeEach(() => jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A trigger whose credential can be changed and deleted; tells how often n8n was asked for it. */
function triggerWith(changes: IDataObject = {}) {
	const fields: IDataObject = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, ...changes };
	let [reads, isDeleted] = [0, false];
	const credential = {
		...fields,
		get accountSid() {
			reads++;
			if (isDeleted) throw new Error('Credential with ID "c1" does not exist');
			return fields['accountSid'];
		},
		get authToken() {
			return fields['authToken'];
		},
	};
	const webhookId = `credential-${triggers++}`;
	const setup = { webhookId, webhookBaseUrl: 'https://n8n.example.com/webhook', credential };
	/** The status of the answer to a new message; 204 is what n8n answers once it started an execution. */
	const deliver = async (
		signature: (parameters: Readonly<Record<string, string>>, url: string) => string | undefined,
		hook = 'webhook',
	) => {
		const message = { ...MESSAGE, Sid: `KX${String(messages++).padStart(32, '0')}` };
		const path = `/${hook}/${webhookId}/messages`;
		const signed = signature(message, `https://n8n.example.com${path}`);
		const { answer, items } = await callTrigger(setup, {
			method: 'POST',
			originalUrl: path,
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				...(signed !== undefined && { 'x-twilio-signature': signed }),
			},
			rawBody: new URLSearchParams(message).toString(),
		});
		return items.length === 1 ? 204 : answer?.status;
	};
	return {
		deliver,
		change: (field: string, value: string) => void (fields[field] = value),
		delete: () => void (isDeleted = true),
		reads: () => reads,
	};
}

const signedBy =
	(authToken: string) => (parameters: Readonly<Record<string, string>>, url: string) =>
		sign(parameters, { url, authToken });
const byToken = signedBy(AUTH_TOKEN);
const byNewToken = signedBy(NEW_TOKEN);
const unsigned = () => undefined;
const forged = () => `${'A'.repeat(27)}=`;

it('n8n decrypts the credential once for the messages of half a minute', async () => {
	const { deliver, reads } = triggerWith();
	for (let message = 0; message < 50; message++) expect(await deliver(byToken)).toBe(204);
	expect(reads()).toBe(1);
	jest.advanceTimersByTime(30 * SECONDS);
	expect(await deliver(byToken)).toBe(204);
	expect(reads()).toBe(2);
});

it('what is not signed costs no look into the credential', async () => {
	const { deliver, reads } = triggerWith();
	for (let message = 0; message < 50; message++) expect(await deliver(unsigned)).toBe(403);
	expect(reads()).toBe(0);
});

it('what is wrongly signed costs one look a second at the most', async () => {
	const { deliver, reads } = triggerWith();
	for (let tenth = 0; tenth < 50; tenth++) {
		expect(await deliver(forged)).toBe(403);
		jest.advanceTimersByTime(100);
	}
	expect(reads()).toBeLessThanOrEqual(6);
});

it('a new token lets in at once', async () => {
	const { deliver, change } = triggerWith();
	expect(await deliver(byToken)).toBe(204);
	jest.advanceTimersByTime(5 * SECONDS);
	expect(await deliver(byNewToken)).toBe(403);
	change('authToken', NEW_TOKEN);
	jest.advanceTimersByTime(SECONDS);
	expect(await deliver(byNewToken)).toBe(204);
});

it('an old token lets nobody in after half a minute, and not once the new one was used', async () => {
	const { deliver, change } = triggerWith();
	expect(await deliver(byToken)).toBe(204);
	change('authToken', NEW_TOKEN);
	jest.advanceTimersByTime(30 * SECONDS);
	expect(await deliver(byToken)).toBe(403);

	change('authToken', AUTH_TOKEN);
	jest.advanceTimersByTime(SECONDS);
	expect(await deliver(byToken)).toBe(204);
	expect(await deliver(byNewToken)).toBe(403);
});

it('a change of the account is noticed when a callback of the new one comes', async () => {
	const { deliver, change } = triggerWith({ accountSid: `AC${'9'.repeat(32)}` });
	expect(await deliver(byToken)).toBe(403);
	change('accountSid', ACCOUNT_SID);
	jest.advanceTimersByTime(SECONDS);
	expect(await deliver(byToken)).toBe(204);
});

it('a deleted credential lets nobody in after half a minute: Twilio is told to come again', async () => {
	const trigger = triggerWith();
	expect(await trigger.deliver(byToken)).toBe(204);
	trigger.delete();
	jest.advanceTimersByTime(30 * SECONDS);
	expect(await trigger.deliver(byToken)).toBe(503);
	expect(await trigger.deliver(byToken)).toBe(503);
});

it('while somebody builds, what was just saved holds at once', async () => {
	const { deliver, change } = triggerWith();
	expect(await deliver(byToken, 'webhook-test')).toBe(204);
	change('authToken', NEW_TOKEN);
	expect(await deliver(byToken, 'webhook-test')).toBe(403);
	expect(await deliver(byNewToken, 'webhook-test')).toBe(204);
});
