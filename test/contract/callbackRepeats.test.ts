import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	startCallbackReceiver,
	type Answer,
	type CallbackReceiver,
} from './support/callbackReceiver';
import { outcomesOf, startSubscribedCall } from './support/subscribedCall';
import { isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const NO_ANSWER = 'Error: No answer within 100 ms';

let emulator: TwilioEmulator;
let receiver: CallbackReceiver;

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

async function say(fragment: string, answer: Answer, ...contents: string[]): Promise<void> {
	emulator = await startTwilioEmulator({ callbackRetryPauseMs: 0 });
	receiver = await startCallbackReceiver(answer);
	const callSid = await startSubscribedCall(emulator, `${receiver.baseUrl}/hook?a=b${fragment}`);
	for (const content of contents) emulator.phone.say(callSid, content);
	await emulator.settled();
}

/** Answers with these, one after the other, then with 204. */
function answerWith(...statuses: number[]): Answer {
	const left = [...statuses];
	return (_, response) => response.writeHead(left.shift() ?? 204).end();
}

const always =
	(status: number): Answer =>
	(_, response) =>
		response.writeHead(status, { location: '/elsewhere' }).end();
const reset: Answer = (_, response) => response.destroy();
const silence: Answer = () => undefined;
const cutAnswer: Answer = (_, response) =>
	response.writeHead(500).write('x', () => response.destroy());
const stalledAnswer: Answer = (_, response) => response.writeHead(500).write('x');

it.each<[string, string, Answer, (number | string)[]]>([
	['an answer of 500', '', always(500), [500]],
	['an answer of 404', '', always(404), [404]],
	['an answer of 500, policy ct', '#rc=3', always(500), [500]],
	['an answer of 500, policy 5xx', '#rc=2&rp=5xx', always(500), [500, 500, 500]],
	['an answer of 503, policy 4xx', '#rc=2&rp=4xx', always(503), [503]],
	['an answer of 404, policy 4xx', '#rc=2&rp=4xx', always(404), [404, 404, 404]],
	['an answer of 404, policy 5xx', '#rc=2&rp=5xx', always(404), [404]],
	['an answer of 429, a list', '#rc=2&rp=ct,4xx', always(429), [429, 429, 429]],
	['the default count', '#rp=all', always(500), [500, 500]],
	['the largest count', '#rc=5&rp=all', always(500), [500, 500, 500, 500, 500, 500]],
	['no repeats', '#rc=0&rp=all', always(500), [500]],
	['a redirect', '#rc=2&rp=all', always(302), [302]],
	['an unknown policy', '#rc=2&rp=5xx,3xx', always(500), [500]],
	['silence, policy rt', '#rt=100&rc=2&rp=rt', silence, [NO_ANSWER, NO_ANSWER, NO_ANSWER]],
	['silence, policy all', '#rt=100&rc=1&rp=all', silence, [NO_ANSWER, NO_ANSWER]],
	['silence, policy ct', '#rt=100&rc=2', silence, [NO_ANSWER]],
	['an answer cut off', '#rc=2&rp=all', cutAnswer, ['ECONNRESET: aborted']],
	[
		'an answer that stalls',
		'#rt=2000&rc=2&rp=all',
		stalledAnswer,
		['Error: No answer within 2000 ms'],
	],
	['a reset', '#rc=2&rp=all', reset, ['ECONNRESET: socket hang up']],
])('a message meets %s (%p)', async (_name, fragment, answer, outcomes) => {
	await say(fragment, answer, 'a');

	expect(outcomesOf(emulator)).toEqual(outcomes);
	expect(receiver.received).toHaveLength(outcomes.length);
});

it('a success ends the repeats', async () => {
	await say('#rc=5&rp=all', answerWith(500, 404), 'a');

	expect(outcomesOf(emulator)).toEqual([500, 404, 204]);
});

it('every attempt is the same request, signed, and knows nothing of the fragment', async () => {
	await say('#rc=2&rp=5xx', answerWith(500, 500), 'a');

	const [first, ...repeats] = receiver.received;
	expect(repeats).toEqual([first, first]);
	expect(first?.headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/);
	expect(first?.url).toBe(`${receiver.baseUrl}/hook?a=b`);
	expect(JSON.stringify([first, emulator.deliveries])).not.toMatch(/rc=2|rp=5xx|#/);
	expect(first && isAcceptedByTwilio(emulator.account.authToken, first)).toBe(true);
});

it('each message has a token of its own', async () => {
	await say('#rc=1&rp=5xx', answerWith(500), 'a', 'b');

	const tokens = emulator.deliveries.map(({ headers }) => headers['i-twilio-idempotency-token']);
	expect(tokens).toEqual([tokens[0], tokens[0], tokens[2]]);
	expect(tokens[2]).not.toBe(tokens[0]);
});

it('the next message of the call waits until the repeats are over', async () => {
	await say('#rc=2&rp=5xx', answerWith(500, 500, 500, 500), 'a', 'b', 'c');

	const contents = receiver.received.map((request) => parametersOf(request)['Content']);
	expect(contents).toEqual(['"a"', '"a"', '"a"', '"b"', '"b"', '"c"']);
	expect(outcomesOf(emulator)).toEqual([500, 500, 500, 500, 204, 204]);
});

it('each subscription follows the fragment of its own URL', async () => {
	emulator = await startTwilioEmulator({ callbackRetryPauseMs: 0 });
	receiver = await startCallbackReceiver(always(500));
	const plain = await startSubscribedCall(emulator, `${receiver.baseUrl}/plain`);
	const eager = await startSubscribedCall(emulator, `${receiver.baseUrl}/eager#rc=2&rp=5xx`);

	emulator.phone.say(plain, 'a');
	emulator.phone.say(eager, 'b');
	await emulator.settled();

	const paths = emulator.deliveries.map(({ url }) => new URL(url).pathname);
	expect(paths.sort()).toEqual(['/eager', '/eager', '/eager', '/plain']);
});

it('switched off, subscriptions ignore the fragment and status callbacks do not', async () => {
	emulator = await startTwilioEmulator({
		callbackRetryPauseMs: 0,
		honourConnectionOverrides: false,
	});
	receiver = await startCallbackReceiver(always(500));
	const url = `${receiver.baseUrl}/#rc=2&rp=5xx`;
	const callSid = await startSubscribedCall(emulator, url);

	emulator.phone.say(callSid, 'a');
	emulator.phone.startCall({ from: 'b', to: '', status: 'queued', statusCallback: url });
	await emulator.settled();

	const kinds = emulator.deliveries.map(({ kind }) => kind);
	expect(kinds.sort()).toEqual(['message', 'status', 'status', 'status']);
});
