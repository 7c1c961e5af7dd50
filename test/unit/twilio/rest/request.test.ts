import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';

import type { IHttpRequestOptions } from 'n8n-workflow';

import type { TwilioRequest } from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import { fakeTime, realTime } from '../../../support/fakeTime';
import {
	ACCOUNT_SID,
	CREATE,
	failureOf,
	FETCH,
	httpAnswering,
	httpVia,
	LIST,
	REMOVE,
	RESOURCE,
} from '../../../support/requests';

beforeEach(() => fakeTime());
afterEach(realTime);

describe('a request', () => {
	const sentFor = async (request: TwilioRequest) => {
		const sent: unknown[][] = [];
		const send = async (options: IHttpRequestOptions) => sent.push([options]);
		await failureOf(httpVia(send)(request));
		return sent as Array<[IHttpRequestOptions]>;
	};

	const COMMON = {
		headers: { Accept: 'application/json' },
		encoding: 'stream',
		timeout: 15_000,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};

	it('that creates is a form POST, once, with a timeout and without redirects', async () => {
		expect(await sentFor(CREATE)).toStrictEqual([
			[
				{
					...COMMON,
					method: 'POST',
					url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Calls/CA1/UserDefinedMessages.json`,
					body: new URLSearchParams({ Content: '{"a":"ü&="}', IdempotencyKey: 'k1' }),
				},
			],
		]);
	});

	it('that removes has no body', async () => {
		expect(await sentFor(REMOVE)).toStrictEqual([
			[
				{
					...COMMON,
					method: 'DELETE',
					url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Calls/CA1/UserDefinedMessageSubscriptions/ZY1.json`,
				},
			],
		]);
	});

	it.each([
		['a call', FETCH, '/Calls/CA1.json'],
		['a list', LIST, '/Calls.json?Status=ringing&PageSize=50'],
	])('that reads %s has no body, and its query as given', async (_name, request, path) => {
		expect(await sentFor(request)).toStrictEqual([
			[
				{
					...COMMON,
					method: 'GET',
					url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}${path}`,
				},
			],
		]);
	});

	it('encodes its form so that every character arrives', async () => {
		const [[options] = []] = await sentFor(CREATE);

		expect(String(options?.body)).toBe(
			'Content=%7B%22a%22%3A%22%C3%BC%26%3D%22%7D&IdempotencyKey=k1',
		);
	});
});

describe('a success', () => {
	it('resolves with the created resource unchanged', async () => {
		const resource = { ...RESOURCE, uri: null, extra: { a: 1 } };

		expect(await httpAnswering(201, JSON.stringify(resource))(CREATE)).toEqual(resource);
	});

	it.each<[string, TwilioRequest, object]>([
		['a call', FETCH, { sid: `CA${'3'.repeat(32)}`, status: 'ringing', extra: null }],
		['a list', LIST, { calls: [{ sid: `CA${'3'.repeat(32)}` }], next_page_uri: null }],
		['an empty list', LIST, { calls: [] }],
	])('resolves with %s unchanged', async (_name, request, body) => {
		expect(await httpAnswering(200, JSON.stringify(body))(request)).toEqual(body);
	});

	it.each(['', '<html>', undefined])(
		'resolves with nothing after a removal (body %j)',
		async (body) => {
			expect(await httpAnswering(204, body)(REMOVE)).toEqual({});
		},
	);
});

describe('a removal that finds nothing to remove', () => {
	const NOT_FOUND = '{"code":20404,"status":404}';
	const REPEATED = { timeoutMs: 15_000, mayBeDone: true };

	it('is done when an earlier attempt may have removed it', async () => {
		expect(await httpAnswering(404, NOT_FOUND, {}, REPEATED)(REMOVE)).toEqual({});
	});

	it.each<[string, TwilioRequest, number, string, typeof REPEATED]>([
		['at the first attempt', REMOVE, 404, NOT_FOUND, { ...REPEATED, mayBeDone: false }],
		['when the answer is not Twilio’s', REMOVE, 404, '<h1>Not Found</h1>', REPEATED],
		['under another status', REMOVE, 400, NOT_FOUND, REPEATED],
		['under another code', REMOVE, 404, '{"code":20003}', REPEATED],
		['when something is to be created', CREATE, 404, NOT_FOUND, REPEATED],
		['when a call is to be read', FETCH, 404, NOT_FOUND, REPEATED],
		['when a list is to be read', LIST, 404, NOT_FOUND, REPEATED],
	])('is a failure %s', async (_name, request, status, body, attempt) => {
		const failure = await failureOf(httpAnswering(status, body, {}, attempt)(request));
		expect(failure).toMatchObject({ kind: 'refused', status });
	});
});

describe('an answer', () => {
	const streamed = (...chunks: string[]) =>
		Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

	it('is put together from what arrives', async () => {
		const bytes = Buffer.from(JSON.stringify({ ...RESOURCE, text: '😀' }));
		const body = Readable.from([bytes.subarray(0, -5), bytes.subarray(-5)]);
		expect(await httpAnswering(201, body)(CREATE)).toEqual({ ...RESOURCE, text: '😀' });
	});

	it('is a failure when it breaks off', async () => {
		const body = streamed('{');
		body.push = () => Boolean(body.destroy(new Error('aborted')));
		expect(await failureOf(httpAnswering(201, body)(CREATE))).toEqual({ kind: 'unreachable' });
	});

	it('is not read on when it is larger than any of Twilio’s', async () => {
		let chunks = 0;
		const endless = new Readable({
			read() {
				chunks += 1;
				this.push(Buffer.alloc(1024 * 1024, ' '));
			},
		});
		expect(await failureOf(httpAnswering(200, endless)(LIST))).toEqual({
			kind: 'unexpectedAnswer',
			status: 200,
		});
		expect(chunks).toBeLessThan(40);
		expect(endless.destroyed).toBe(true);
	});
});

describe('the deadline', () => {
	const hanging = async () => await new Promise<never>(() => undefined);

	it('ends a request that gets no answer, and not before its time', async () => {
		const ended = jest.fn();
		const failure = failureOf(httpVia(hanging)(CREATE)).finally(ended);

		await jest.advanceTimersByTimeAsync(14_999);
		expect(ended).not.toHaveBeenCalled();
		await jest.advanceTimersByTimeAsync(1);

		expect(await failure).toEqual({ kind: 'timeout', timeoutMs: 15_000 });
	});

	it('is that of the attempt', async () => {
		const options = jest.fn();
		const send = async (sent: IHttpRequestOptions) => {
			options(sent.timeout);
			return await hanging();
		};
		const failure = failureOf(httpVia(send, { timeoutMs: 700, mayBeDone: true })(CREATE));
		await jest.advanceTimersByTimeAsync(700);

		expect(await failure).toEqual({ kind: 'timeout', timeoutMs: 700 });
		expect(options).toHaveBeenCalledWith(700);
	});

	it('ends the request itself, not just the waiting for it', async () => {
		const signals: AbortSignal[] = [];
		const send = async (_options: IHttpRequestOptions, signal: AbortSignal) => {
			signals.push(signal);
			return await hanging();
		};
		const failure = failureOf(httpVia(send)(CREATE));
		await jest.advanceTimersByTimeAsync(14_999);
		expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
		await jest.advanceTimersByTimeAsync(1);
		await failure;
		expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
	});

	it('ends an answer that drips in for ever', async () => {
		let isLeft = false;
		async function* drip() {
			try {
				for (;;)
					yield await new Promise<Buffer>((resolve) =>
						setTimeout(() => resolve(Buffer.from('{')), 1_000),
					);
			} finally {
				isLeft = true;
			}
		}
		// As n8n's helper does it: the signal ends the body, too.
		const send = async (_options: IHttpRequestOptions, signal: AbortSignal) => {
			const body = drip();
			signal.addEventListener('abort', () => void body.return(undefined));
			return { statusCode: 201, headers: {}, body };
		};
		const failure = failureOf(httpVia(send)(CREATE));
		await jest.advanceTimersByTimeAsync(15_000);
		expect(await failure).toEqual({ kind: 'timeout', timeoutMs: 15_000 });
		await jest.advanceTimersByTimeAsync(1_000);
		expect(isLeft).toBe(true);
	});

	it('ends the request when the execution is cancelled', async () => {
		const execution = new AbortController();
		const send = async (_options: IHttpRequestOptions, signal: AbortSignal) =>
			await new Promise<never>((_, reject) => {
				signal.addEventListener('abort', () => reject(new Error('canceled')));
			});
		const failure = failureOf(httpVia(send, undefined, execution.signal)(CREATE));
		execution.abort();
		expect(await failure).toEqual({ kind: 'unreachable' });
	});

	it('leaves neither timer nor listener behind once the answer is there', async () => {
		realTime();
		const timers = () =>
			process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = timers();
		const execution = new AbortController();
		const answer = async () => ({ statusCode: 201, headers: {}, body: JSON.stringify(RESOURCE) });
		const http = httpVia(answer, undefined, execution.signal);
		for (let count = 0; count < 1_000; count++) await http(CREATE);

		expect(timers()).toBe(before);
		expect(getEventListeners(execution.signal, 'abort')).toEqual([]);
	});

	it('hears a helper that rejects too late, without an unhandled rejection', async () => {
		const failure = failureOf(
			httpVia(async () => {
				await new Promise((resolve) => setTimeout(resolve, 20_000));
				throw new Error('too late');
			})(CREATE),
		);
		await jest.advanceTimersByTimeAsync(20_000);

		expect(await failure).toEqual({ kind: 'timeout', timeoutMs: 15_000 });
	});
});

it('says nothing of request and answer in its error', async () => {
	const error = await httpAnswering(
		400,
		'{"code":20001,"message":"the answer"}',
	)({
		...CREATE,
		form: { Content: 'the content', IdempotencyKey: 'the key' },
	}).catch((reason: Error) => reason);

	expect(error).toMatchObject({
		name: 'TwilioRequestError',
		message: 'Request to Twilio failed: refused',
	});
	expect(`${JSON.stringify(error)} ${String(error)}`).not.toMatch(/the (answer|content|key)/);
});
