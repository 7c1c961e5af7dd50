import type { IDataObject } from 'n8n-workflow';

import { TwilioRequestError } from '../../../../nodes/TwilioCallMessages/twilio/rest/failure';
import {
	closeQuestion,
	openQuestion,
	removeLeftOver,
	settleQuestion,
	type Question,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/questions';
import type {
	TwilioHttp,
	TwilioRequest,
} from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import { fakeTime, realTime } from '../../../support/fakeTime';

beforeEach(() => fakeTime());
afterEach(realTime);

const CALL = `CA${'2'.repeat(32)}`;
const neverAsked = async () => await Promise.reject(new Error('Nobody should ask'));
let count = 0;

/** Another question each time: what a process remembers of one must not matter to the next. */
function newQuestion(changes: Partial<Question> = {}): Question {
	const execution = `https://n8n.example.com/webhook-waiting/${++count}/ask`;
	return {
		callSid: CALL,
		early: `${execution}?early=1`,
		lasting: execution,
		resumeUrl: execution,
		askedBy: `node ${count}`,
		...changes,
	};
}

/** Twilio, as far as subscriptions go: the same under the same key. */
function twilio() {
	const subscribed = new Map<string, string>();
	const requests: string[] = [];
	let made = 0;
	let fails: ((request: TwilioRequest) => boolean) | undefined;
	const gone = new TwilioRequestError({
		kind: 'refused',
		status: 404,
		code: 20404,
		retryAfterMs: undefined,
	});
	const http: TwilioHttp = async (request) => {
		if (fails?.(request)) throw new TwilioRequestError({ kind: 'unreachable' });
		const url = request.form?.['Callback'];
		if (url !== undefined) {
			requests.push(`subscribe ${url}`);
			const sid = subscribed.get(url) ?? `ZY${String(made++).padStart(32, '0')}`;
			subscribed.set(url, sid);
			return { sid } satisfies IDataObject;
		}
		const [found] = [...subscribed].filter(([, sid]) => request.path.includes(sid));
		if (found === undefined) throw gone;
		requests.push(`remove ${found[0]}`);
		subscribed.delete(found[0]);
		return {};
	};
	const failing = (when: typeof fails) => (fails = when);
	return { http, requests, failing, urls: () => [...subscribed.keys()] };
}

const EARLY_MS = 5_000;

describe('a question', () => {
	it('has an early address first, and a lasting one when that has served its time', async () => {
		const { http, urls } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		const settled = settleQuestion(http, question);
		await jest.advanceTimersByTimeAsync(EARLY_MS - 1);
		expect(urls()).toEqual([question.early]);
		await jest.advanceTimersByTimeAsync(1);
		await settled;
		expect(urls()).toEqual([question.lasting]);
	});

	it('is never without an address in between', async () => {
		const { http, requests } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		const settled = settleQuestion(http, question);
		await jest.advanceTimersByTimeAsync(EARLY_MS);
		await settled;
		expect(requests).toEqual([
			`subscribe ${question.early}`,
			`subscribe ${question.lasting}`,
			`remove ${question.early}`,
		]);
	});

	it('that was answered early gets no other address', async () => {
		const { http, requests, urls } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		const settled = settleQuestion(http, question);
		await closeQuestion(http, question, question.early);
		await jest.advanceTimersByTimeAsync(EARLY_MS);
		await settled;
		expect(urls()).toEqual([]);
		expect(requests).toHaveLength(2);
	});

	it('that another process has closed is closed for good', async () => {
		const { http, urls } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		const settled = settleQuestion(http, question);
		// Nothing this process knows of.
		await http({
			method: 'DELETE',
			path: `/Calls/${CALL}/UserDefinedMessageSubscriptions/ZY${'0'.repeat(32)}.json`,
			success: { status: 204 },
		});
		await jest.advanceTimersByTimeAsync(EARLY_MS);
		await settled;
		expect(urls()).toEqual([]);
	});

	it('that n8n asks again keeps its address', async () => {
		const { http, urls } = twilio();
		const question = newQuestion();
		for (let attempt = 0; attempt < 2; attempt++) {
			await removeLeftOver(http, question, neverAsked);
			await openQuestion(http, question);
			void settleQuestion(http, question);
		}
		await jest.advanceTimersByTimeAsync(2 * EARLY_MS);
		await removeLeftOver(http, question, neverAsked);
		await openQuestion(http, question);
		await settleQuestion(http, question);
		expect(urls()).toEqual([question.lasting]);
	});

	it.each(['early', 'lasting'] as const)(
		'is closed at its %s address by a process that did not ask it',
		async (address) => {
			const { http, urls } = twilio();
			const question = newQuestion();
			await http({
				method: 'POST',
				path: `/Calls/${CALL}/UserDefinedMessageSubscriptions.json`,
				form: { Callback: question[address] },
				success: { status: 201, sid: 'ZY' },
			});
			await closeQuestion(http, question, question[address]);
			expect(urls()).toEqual([]);
		},
	);

	it('is closed once, however often and side by side its reply comes', async () => {
		const { http, requests } = twilio();
		const question = newQuestion();
		const close = async () => await closeQuestion(http, question, question.lasting);
		await Promise.all([close(), close(), close()]);
		await close();
		expect(requests).toEqual([`subscribe ${question.lasting}`, `remove ${question.lasting}`]);
	});

	it('cannot be closed when Twilio cannot be reached, and rejects', async () => {
		const { http, urls, failing } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		failing(({ method }) => method === 'DELETE');
		const closed = closeQuestion(http, question, question.early);
		await expect(closed).rejects.toBeInstanceOf(TwilioRequestError);
		expect(urls()).toEqual([question.early]);
	});

	it('keeps the early address when Twilio cannot be reached, and rejects', async () => {
		const { http, urls, failing } = twilio();
		const question = newQuestion();
		await openQuestion(http, question);
		failing(() => true);
		const settled = settleQuestion(http, question);
		const rejected = expect(settled).rejects.toBeInstanceOf(TwilioRequestError);
		await jest.advanceTimersByTimeAsync(EARLY_MS);
		await rejected;
		expect(urls()).toEqual([question.early]);
	});
});

describe('the next question of the same node to the same call', () => {
	async function ask(http: TwilioHttp, question: Question) {
		await openQuestion(http, question);
		const settled = settleQuestion(http, question);
		await jest.advanceTimersByTimeAsync(EARLY_MS + 1);
		await settled;
	}

	it('removes what an earlier one of its execution has left', async () => {
		const { http, urls } = twilio();
		const first = newQuestion();
		await ask(http, first);
		const next = { ...first, early: `${first.early}&run=1`, lasting: `${first.lasting}?run=1` };
		await removeLeftOver(http, next, neverAsked);
		expect(urls()).toEqual([]);
	});

	it.each([
		['is over', true, 0],
		['goes on waiting', false, 1],
	])('leaves that of an execution that %s: %s', async (_name, isOver, left) => {
		const { http, urls } = twilio();
		const first = newQuestion();
		await ask(http, first);
		const asked: string[] = [];
		await removeLeftOver(http, newQuestion({ askedBy: first.askedBy }), async (url) => {
			asked.push(url);
			return isOver;
		});
		expect(asked).toEqual([first.resumeUrl]);
		expect(urls()).toHaveLength(left);
	});

	it.each<[string, Partial<Question>]>([
		['another node', { askedBy: 'somebody else' }],
		['another call', { callSid: `CA${'3'.repeat(32)}` }],
	])('has nothing to do with one of %s', async (_name, changes) => {
		const { http, urls } = twilio();
		const first = newQuestion();
		await ask(http, first);
		const next = newQuestion({ askedBy: first.askedBy, resumeUrl: first.resumeUrl, ...changes });
		await removeLeftOver(http, next, neverAsked);
		expect(urls()).toEqual([first.lasting]);
	});

	it('is apart from one that goes on waiting, which stays known', async () => {
		const { http, urls } = twilio();
		const first = newQuestion();
		const second = newQuestion({ askedBy: first.askedBy });
		await ask(http, first);
		await ask(http, second);
		await closeQuestion(http, second, second.lasting);
		expect(urls()).toEqual([first.lasting]);
		await removeLeftOver(http, newQuestion({ askedBy: first.askedBy }), async () => true);
		expect(urls()).toEqual([]);
	});

	it('need not remove what is gone already', async () => {
		const { http, requests } = twilio();
		const first = newQuestion();
		await ask(http, first);
		await closeQuestion(http, first, first.lasting);
		const before = requests.length;
		await removeLeftOver(http, newQuestion({ askedBy: first.askedBy }), neverAsked);
		expect(requests).toHaveLength(before);
	});
});
