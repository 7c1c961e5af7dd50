import type { N8nApi } from '../../sandbox/n8n/api/api';
import type { CallbackEncoding } from '../../sandbox/twilio/callbacks/callbackRequest';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { answersTo, askingNode, startAsking } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { connectN8n, createCredential, TIMEOUT_MS, workflowWith } from '../support/n8n';

const NODE = 'Twilio Call Messages';

let api: N8nApi;
let twilio: TwilioEmulator;
let callSid: string;
let ask: (options?: object) => Promise<string>;

async function startTwilio(options: Parameters<typeof startTwilioEmulator>[0] = {}) {
	await twilio?.stop();
	twilio = await startTwilioEmulator(options);
	const credential = await createCredential(api, twilio);
	ask = async (askOptions) =>
		await startAsking(api, workflowWith(askingNode(credential, askOptions), [item()]));
}

const item = () => ({ sid: callSid, field: 'id', order: 40 });
const startCall = () => {
	callSid = startApp(twilio);
};

beforeAll(async () => {
	api = await connectN8n();
	await startTwilio();
});
afterAll(async () => await twilio.stop());
beforeEach(startCall);

const replyOf = async (executionId: string) => {
	const { status, itemsOf } = await api.waitForExecution(executionId, TIMEOUT_MS);
	return [status, itemsOf(NODE).map(({ json }) => json['reply'])];
};
const statusOf = async (executionId: string) => (await api.execution(executionId)).status;

describe('what counts as a reply', () => {
	it.each<[string, object, unknown[], unknown]>([
		[
			'the first message with a field',
			{ replyField: 'answer' },
			['ping', { type: 'muted' }, null],
			{ answer: null },
		],
		[
			'the first message with a field one level deeper',
			{ replyField: 'answer.choice' },
			[{ answer: 'choice' }, { 'answer.choice': 1 }, { answer: {} }],
			{ answer: { choice: false } },
		],
		[
			'the first message whose field is a text',
			{ replyField: 'type', replyValue: 'consent' },
			[{ type: 'Consent' }, { type: ['consent'] }, { kind: 'consent' }],
			{ type: 'consent', given: true },
		],
		[
			'the first message whose field is a number',
			{ replyField: 'answers.0', replyValue: '42' },
			[{ answers: [] }, { answers: [420] }],
			{ answers: [42] },
		],
		[
			'the first message whose field is true',
			{ replyField: 'ok', replyValue: 'true' },
			[{ ok: false }, { ok: 1 }],
			{ ok: true },
		],
		[
			'the first message with what the item says',
			{ replyField: '={{ $json.field }}', replyValue: '={{ $json.order + 2 }}' },
			[{ id: 40 }, { field: 42 }],
			{ id: 42 },
		],
	])('is %s; what comes before is acknowledged', async (_, options, others, reply) => {
		const executionId = await ask(options);
		for (const other of others) twilio.phone.say(callSid, other);
		await twilio.settled();
		expect(await statusOf(executionId)).toBe('waiting');

		twilio.phone.say(callSid, reply);

		expect(await replyOf(executionId)).toEqual(['success', [reply]]);
		await twilio.settled();
		expect(answersTo(twilio, callSid)).toEqual([...others.map(() => 204), 204]);
	});
});

describe('two executions that wait for the same call', () => {
	it('each get the reply to their own question', async () => {
		const consent = await ask({ replyField: 'answers', replyValue: 'consent' });
		const survey = await ask({ replyField: 'answers', replyValue: 'survey' });

		twilio.phone.say(callSid, { answers: 'survey', stars: 5 });
		expect(await replyOf(survey)).toEqual(['success', [{ answers: 'survey', stars: 5 }]]);
		await twilio.settled();
		expect(await statusOf(consent)).toBe('waiting');
		expect(twilio.phone.subscriptionsOf(callSid)).toHaveLength(1);

		twilio.phone.say(callSid, { answers: 'consent', yes: true });
		expect(await replyOf(consent)).toEqual(['success', [{ answers: 'consent', yes: true }]]);
		await twilio.settled();
		expect(twilio.phone.subscriptionsOf(callSid)).toEqual([]);
		expect(answersTo(twilio, callSid)).toEqual([204, 204, 204]);
	});

	it('all continue with a message that answers both', async () => {
		const [one, other] = [await ask(), await ask()];
		twilio.phone.say(callSid, 'yes');
		expect(await replyOf(one)).toEqual(['success', ['yes']]);
		expect(await replyOf(other)).toEqual(['success', ['yes']]);
	});
});

describe('a second reply', () => {
	it('is one too many: the execution has gone on with the first', async () => {
		const executionId = await ask();
		twilio.phone.say(callSid, 'yes');
		twilio.phone.say(callSid, 'no');
		expect(await replyOf(executionId)).toEqual(['success', ['yes']]);
	});
});

describe.each<CallbackEncoding>(['form', 'jsonWithBodyHash', 'jsonSignedLikeForm'])(
	'a Twilio that sends its callbacks as %s',
	(callbackEncoding) => {
		beforeAll(async () => await startTwilio({ callbackEncoding, firstSequenceNumber: 0 }));

		it('is understood', async () => {
			const executionId = await ask({ replyField: 'type', replyValue: 'answer' });
			const reply = { type: 'answer', text: 'Grüße 😀 a+b & c=d', id: 7 };
			twilio.phone.say(callSid, { type: 'muted' });
			twilio.phone.say(callSid, reply);

			expect(await replyOf(executionId)).toEqual(['success', [reply]]);
			await twilio.settled();
			expect(answersTo(twilio, callSid)).toEqual([204, 204]);
		});
	},
);
