import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import {
	createCredential,
	TIMEOUT_MS,
	triggerWorkflow,
	type StoredCredential,
} from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { genuineRequest, MESSAGE } from '../support/signedRequests';

const bench = useN8nBench();

async function activate(credential: StoredCredential, parameters: object = {}) {
	const trigger = triggerWorkflow(credential, parameters);
	const { id } = await bench.api.createWorkflow(trigger.workflow);
	await bench.api.activate(id);
	return { id, url: trigger.productionUrl };
}

/** A message for a URL, as Twilio would send it. */
function messageTo(
	url: string,
	number: number,
	content = '"yes"',
	authToken = bench.twilio.account.authToken,
) {
	const { sid } = bench.twilio.account;
	const Sid = `KX${String(number).padStart(32, '0')}`;
	const message = { ...MESSAGE, AccountSid: sid, Sid, Content: content };
	const { rawBody, contentType, signature } = genuineRequest(message, { url, authToken });
	const headers = { 'content-type': contentType ?? '', 'x-twilio-signature': signature ?? '' };
	return { body: String(rawBody), headers };
}

interface Callback {
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
}

async function send(url: string, { body, headers }: Callback) {
	const options = { proxy: false, validateStatus: () => true, timeout: TIMEOUT_MS } as const;
	return (await axios.post(url, body, { ...options, headers })).status;
}

/** Sends a request and goes away after some time, whether it was answered or not. */
async function sendAndLeave(url: string, { body, headers }: Callback, afterMs: number) {
	const request = httpRequest(url, { method: 'POST', headers, agent: false });
	request.on('error', () => undefined);
	request.end(body);
	await sleep(afterMs);
	request.destroy();
}

describe('a sender that goes away before it is answered', () => {
	it('finds each message received once when it sends again', async () => {
		const { id, url } = await activate(bench.credential);
		const delays = [1, 3, 5, 10, 20, 40, 80, 130];
		const messages = delays.map((_, number) => messageTo(url, number));
		for (const [index, message] of messages.entries()) {
			await sendAndLeave(url, message, delays[index] ?? 0);
			expect(await send(url, message)).toBe(204);
		}
		expect(await Promise.all(messages.map(async (message) => await send(url, message)))).toEqual(
			messages.map(() => 204),
		);

		const executions = await bench.api.waitForExecutions(id, messages.length, TIMEOUT_MS);
		const sids = executions.map(({ itemsOf }) => itemsOf('Trigger')[0]?.json['sid']);
		expect(sids.sort()).toEqual(delays.map((_, number) => `KX${String(number).padStart(32, '0')}`));
	});
});

describe('a trigger whose credential was deleted', () => {
	it('lets nobody start executions, and asks Twilio to come again', async () => {
		const credential = await createCredential(bench.api, bench.twilio);
		const { id, url } = await activate(credential);
		await bench.api.deleteCredential(credential.id);

		const unsigned = { headers: {}, body: 'a=b' };
		for (let count = 0; count < 5; count++) expect(await send(url, unsigned)).toBe(403);
		const { body, headers } = messageTo(url, 1);
		const forged = { body, headers: { ...headers, 'x-twilio-signature': `${'A'.repeat(27)}=` } };
		for (let count = 0; count < 5; count++) expect(await send(url, forged)).toBe(503);
		expect(await send(url, messageTo(url, 2))).toBe(503);
		expect(await bench.api.executions(id)).toEqual([]);
	});
});

describe('a trigger whose Auth Token was replaced', () => {
	it('lets in what the new one signed, and no longer what the old one did', async () => {
		const credential = await createCredential(bench.api, bench.twilio);
		const { id, url } = await activate(credential);
		expect(await send(url, messageTo(url, 1))).toBe(204);

		const authToken = 'fedcba9876543210fedcba9876543210';
		const byNewToken = (number: number) => messageTo(url, number, '"yes"', authToken);
		const data = { ...credential.data, authToken };
		await bench.api.updateCredential(credential.id, { ...credential, data });
		// Longer than the trigger goes without another look at a credential that proves nothing.
		await sleep(1_100);
		expect(await send(url, byNewToken(2))).toBe(204);
		expect(await send(url, messageTo(url, 3))).toBe(403);
		await bench.api.waitForExecutions(id, 2, TIMEOUT_MS);
	});
});

describe('a message that is no JSON', () => {
	it.each([
		['Hello World', 'Hello World'],
		['{"text": "broken', '{"text": "broken'],
	])('such as %s, as apps on iOS send it, arrives as a text', async (content, expected) => {
		const { id, url } = await activate(bench.credential);
		expect(await send(url, messageTo(url, 3, content))).toBe(204);
		const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual([expected]);
	});
});
