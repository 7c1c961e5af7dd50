import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { QueuedFault } from '../../sandbox/twilio/faults/faultNames';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { askingNode, startAsking } from '../support/asking';
import {
	connectN8n,
	createCredential,
	runWorkflow,
	TIMEOUT_MS,
	workflowWith,
	type StoredCredential,
} from '../support/n8n';

const NODE = 'Twilio Call Messages';

let api: N8nApi;
let twilio: TwilioEmulator;
let credential: StoredCredential;
let callSid: string;

beforeAll(async () => {
	api = await connectN8n();
	twilio = await startTwilioEmulator();
	credential = await createCredential(api, twilio);
});
afterAll(async () => await twilio.stop());
beforeEach(() => {
	callSid = twilio.phone.startCall({ from: 'client:alice', to: '+15005550006' }).sid;
});
afterEach(() => twilio.faults.clear());

const question = (options: object = {}, settings: object = {}) =>
	workflowWith(askingNode(credential, options, settings), [{ sid: callSid }]);
const finished = async (executionId: string) => await api.waitForExecution(executionId, TIMEOUT_MS);
const statusOf = async (executionId: string) => (await api.execution(executionId)).status;
const heard = () => twilio.phone.heardBy(callSid).map(({ content }) => content);

describe('a call that is over', () => {
	beforeEach(() => void twilio.phone.end(callSid));

	it('stops the workflow instead of waiting', async () => {
		const { status, error } = await runWorkflow(api, question());
		expect(status).toBe('error');
		expect(error?.message).toBe('The call is not in progress [item 0]');
		expect(error?.description).toContain('Turn on Ignore Ended Calls');
	});

	it('with Ignore Ended Calls gives an item that says so, instead of waiting', async () => {
		const { status, itemsOf } = await runWorkflow(api, question({ ignoreEndedCalls: true }));
		expect(status).toBe('success');
		expect(itemsOf(NODE).map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[{ replied: false, reason: 'callEnded', call_sid: callSid }, { item: 0 }],
		]);
	});

	it('leaves by the error output, instead of waiting', async () => {
		const settings = { onError: 'continueErrorOutput' };
		const { status, itemsOf } = await runWorkflow(api, question({}, settings));
		expect(status).toBe('success');
		expect(itemsOf(NODE, 1).map(({ json }) => [json['sid'], json['error']])).toEqual([
			[callSid, 'The call is not in progress [item 0]'],
		]);
	});
});

describe('a question that Twilio does not take', () => {
	it.each<[string, QueuedFault[]]>([
		['cannot be subscribed to', ['badGateway']],
		['cannot be sent', ['none', 'badGateway']],
	])('because it %s stops the workflow instead of waiting', async (_, faults) => {
		twilio.faults.next(...faults);
		const { status, error } = await runWorkflow(api, question({ maxRetries: 0 }));
		expect(status).toBe('error');
		expect(error?.description).toContain('HTTP status 502');
		expect(heard()).toEqual([]);
	});

	it.each<[string, QueuedFault[]]>([
		['is not reached', ['resetBeforeEffect', 'none', 'resetBeforeEffect']],
		['loses its answers', ['resetAfterEffect', 'none', 'cutOffAnswer', 'emptyCreated']],
		['asks for patience', ['tooManyRequests', 'none', 'tooManyRequestsRetryAfterSeconds']],
	])('at once because Twilio %s, is asked once in the end', async (_, faults) => {
		twilio.faults.next(...faults);
		const executionId = await startAsking(api, question());
		expect(heard()).toHaveLength(1);
		expect(twilio.phone.subscriptionsOf(callSid)).toHaveLength(1);

		twilio.phone.say(callSid, 'yes');

		const { itemsOf } = await finished(executionId);
		expect(itemsOf(NODE).map(({ json }) => json['reply'])).toEqual(['yes']);
		await twilio.settled();
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
	});

	it('is asked once with Retry On Fail, too', async () => {
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		twilio.faults.next('none', 'resetAfterEffect');
		const executionId = await startAsking(api, question({ maxRetries: 0 }, settings));
		expect(heard()).toHaveLength(1);
		expect(twilio.phone.subscriptionsOf(callSid)).toHaveLength(1);

		twilio.phone.say(callSid, 'yes');

		const { status, itemsOf } = await finished(executionId);
		expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);
	});
});

describe('after the reply, a subscription that', () => {
	it.each<[string, QueuedFault[]]>([
		['Twilio does not name any more', ['internalServerError']],
		['Twilio does not remove', ['none', 'internalServerError']],
		['Twilio removes without saying so', ['none', 'internalServerErrorAfterEffect']],
		['gets no answer in time', ['hungHeaders']],
		['gets another answer than expected', ['wrongSid']],
	])('%s does not keep the workflow from going on', async (_, faults) => {
		const executionId = await startAsking(api, question());
		twilio.faults.next(...faults);
		twilio.phone.say(callSid, 'yes');

		const { status, itemsOf } = await finished(executionId);
		expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);

		// What is left behind does not disturb the next question.
		twilio.faults.clear();
		const next = await startAsking(api, question());
		twilio.phone.say(callSid, 'no');
		expect((await finished(next)).itemsOf(NODE).map(({ json }) => json['reply'])).toEqual(['no']);
	});
});

describe('an execution that somebody stops while it waits', () => {
	it('is not continued by a reply', async () => {
		const executionId = await startAsking(api, question());
		await api.stopExecution(executionId);
		expect((await finished(executionId)).status).toBe('canceled');

		twilio.phone.say(callSid, 'yes');
		await twilio.settled();

		expect(await statusOf(executionId)).toBe('canceled');
	});
});
