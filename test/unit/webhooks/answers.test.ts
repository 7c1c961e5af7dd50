import type { IWebhookFunctions } from 'n8n-workflow';

import type { Refusal } from '../../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { answerRefusal } from '../../../nodes/TwilioCallMessages/webhooks/answers';
import { strict } from '../../support/strict';

/** What the sender of a refused callback is told, and what the log says of it. */
function refusing(reason: Refusal) {
	const sent: Array<number | string> = [];
	const log: string[] = [];
	const response = {
		status: (status: number) => (sent.push(status), response),
		type: (type: string) => (sent.push(type), response),
		send: (text: string) => void sent.push(text),
	};
	const context = {
		getNode: () => ({ name: 'Trigger' }),
		logger: { warn: (text: string) => void log.push(text) },
		getResponseObject: () => response,
	};
	const started = answerRefusal(strict<IWebhookFunctions>('context', context as never), reason, [
		'https://n8n.example.com/webhook/1/messages',
	]);
	expect(started).toEqual({ noWebhookResponse: true });
	return { sent, log };
}

describe('answerRefusal', () => {
	it.each<Refusal>([
		'signature',
		'settings',
		'algorithm',
		'noAuthToken',
		'noSharedKey',
		'account',
		'call',
		'age',
	])('does not tell who cannot prove a callback which check it failed: %s', (reason) => {
		expect(refusing(reason).sent).toEqual([403, 'text/plain', 'Forbidden']);
	});

	it.each<[Refusal, number, string]>([
		['size', 413, 'Body too large'],
		['contentType', 415, 'Unsupported content type'],
		['shape', 400, 'Malformed callback'],
		['text', 400, 'Malformed callback'],
		['type', 400, 'Malformed callback'],
	])('tells what can be seen without the account: %s', (reason, status, text) => {
		expect(refusing(reason).sent).toEqual([status, 'text/plain', text]);
	});

	it('has a reason of its own for the log, each time', () => {
		const reasons: Refusal[] = [
			'size',
			'contentType',
			'signature',
			'settings',
			'algorithm',
			'noAuthToken',
			'noSharedKey',
			'shape',
			'text',
			'type',
			'account',
			'call',
			'age',
		];
		const lines = reasons.flatMap((reason) => refusing(reason).log);

		expect(lines).toHaveLength(reasons.length);
		expect(new Set(lines).size).toBe(reasons.length);
	});

	it('says what to check when a genuine callback is refused for its signature', () => {
		expect(refusing('signature').log).toEqual([expect.stringMatching(/Auth Token.*WEBHOOK_URL/)]);
	});
});
