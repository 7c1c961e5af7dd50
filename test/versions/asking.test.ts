import { setTimeout as sleep } from 'node:timers/promises';

import { messageRequests } from '../support/askedOfTwilio';
import { answersTo, askingNode, startAsking } from '../support/asking';
import { actionNode, leadsTo, TIMEOUT_MS, workflowWith } from '../support/n8n';
import { genuineRequest, MESSAGE } from '../support/signedRequests';
import { useN8nBench } from '../support/n8nBench';
import { byId, sendNumber } from '../support/parameters';
import { forgeriesOf, redeliver } from './redeliver';

const NODE = 'Twilio Call Messages';
const IN_TEN_MINUTES = { limitType: 'afterTimeInterval', resumeAmount: 10, resumeUnit: 'minutes' };
const FAR_AWAY = { limitType: 'atSpecifiedTime', maxDateAndTime: '2999-12-31T23:59:59' };
/** What others that continue would need, too, for the same. */
const MORE_THAN_A_RUN_MS = 1_000;

const bench = useN8nBench();

const ask = async (options: object = {}) => {
	const node = askingNode(bench.credential, options);
	return await startAsking(bench.api, workflowWith(node, [{ sid: bench.callSid }]));
};
const statusOf = async (executionId: string) => (await bench.api.execution(executionId)).status;
const replyTo = async (executionId: string) => {
	const { status, itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
	return [status, itemsOf(NODE).map(({ json, pairedItem }) => [json['reply'], pairedItem])];
};

// Before 2.14 n8n resumes an execution whoever calls its address: there is no token in it, only the node checks.
describe('Send Message and Wait for Reply', () => {
	it('goes on waiting after another message and after forged ones, and continues with the reply', async () => {
		const executionId = await ask({ replyField: 'answer' });
		expect(bench.twilio.phone.heardBy(bench.callSid)).toHaveLength(1);

		bench.twilio.phone.say(bench.callSid, { text: 'old' });
		await bench.twilio.settled();
		expect(await statusOf(executionId)).toBe('waiting');

		const [other] = bench.twilio.deliveries.filter(
			(delivery) => delivery.callSid === bench.callSid,
		);
		if (other === undefined) throw new Error('Nothing was delivered');
		const asReply = { body: other.body.replace('text', 'answer') };
		for (const forgery of [asReply, ...forgeriesOf(other)]) {
			expect([await redeliver(other, forgery), await statusOf(executionId)]).toEqual([
				403,
				'waiting',
			]);
		}

		bench.twilio.phone.say(bench.callSid, { answer: 'yes' });
		expect(await replyTo(executionId)).toEqual(['success', [[{ answer: 'yes' }, { item: 0 }]]]);
		await bench.twilio.settled();
		expect(bench.twilio.phone.subscriptionsOf(bench.callSid)).toEqual([]);
		expect(answersTo(bench.twilio, bench.callSid)).toEqual([204, 204]);
	});

	it.each([
		['an interval', IN_TEN_MINUTES],
		['a date', FAR_AWAY],
	])('waits with %s as the limit', async (_, values) => {
		const executionId = await ask({ limitWaitTime: { values } });
		bench.twilio.phone.say(bench.callSid, 'yes');
		expect(await replyTo(executionId)).toEqual(['success', [['yes', { item: 0 }]]]);
	});

	it('continues once with a reply that comes many times at once', async () => {
		const node = askingNode(bench.credential);
		const toTheCall = sendNumber({ callSid: byId(bench.callSid) });
		const next = actionNode(bench.credential, toTheCall, { name: 'Next' });
		const { nodes, connections, name } = workflowWith(node, [{ sid: bench.callSid }]);
		const executionId = await startAsking(bench.api, {
			name,
			nodes: [...nodes, next],
			connections: { ...connections, [node.name]: leadsTo(next.name) },
		});
		const before = messageRequests(bench.twilio);
		await Promise.all(Array.from({ length: 10 }, () => redeliver(reply())));
		const { status } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect(status).toBe('success');
		await sleep(MORE_THAN_A_RUN_MS);
		expect(messageRequests(bench.twilio) - before).toBe(1);
	});
});

/** A reply to the question on the call, as Twilio would send it. */
function reply() {
	const [subscription] = bench.twilio.phone.subscriptionsOf(bench.callSid);
	const [url = ''] = (subscription?.callback ?? '').split('#', 1);
	const { sid: AccountSid, authToken } = bench.twilio.account;
	const parameters = { ...MESSAGE, AccountSid, CallSid: bench.callSid, Content: '"yes"' };
	const { rawBody, contentType, signature } = genuineRequest(parameters, { url, authToken });
	const headers = {
		'content-type': contentType ?? '',
		'x-twilio-signature': signature ?? '',
	};
	return { url, headers, body: String(rawBody) };
}
