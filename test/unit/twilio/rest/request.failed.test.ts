import type { TwilioRequest } from '../../../../nodes/TwilioCallMessages/twilio/rest/request';
import { fakeTime, realTime } from '../../../support/fakeTime';
import {
	CREATE,
	failureOf,
	FETCH,
	httpAnswering,
	httpVia,
	LIST,
	REMOVE,
	RESOURCE,
} from '../../../support/requests';

beforeEach(() => fakeTime('2026-11-21T12:00:00Z'));
afterEach(realTime);

describe('an answer that is not Twilio’s', () => {
	const good = JSON.stringify(RESOURCE);

	it.each<[string, TwilioRequest, number, unknown]>([
		['HTML under 201', CREATE, 201, '<!doctype html><title>Sign in</title>'],
		['an empty 201', CREATE, 201, ''],
		['a 201 without a body', CREATE, 201, undefined],
		['JSON cut short', CREATE, 201, good.slice(0, -1)],
		['JSON with something behind', CREATE, 201, `${good}{}`],
		['a JSON array', CREATE, 201, `[${good}]`],
		['null', CREATE, 201, 'null'],
		['an object without a SID', CREATE, 201, '{}'],
		['the SID of something else', CREATE, 201, JSON.stringify({ sid: `ZY${'3'.repeat(32)}` })],
		['a SID cut short', CREATE, 201, JSON.stringify({ sid: RESOURCE.sid.slice(0, -1) })],
		['a parsed object in place of the text', CREATE, 201, RESOURCE],
		['a list in place of the text', CREATE, 201, [good]],
		['200 in place of 201', CREATE, 200, good],
		['202 in place of 201', CREATE, 202, good],
		['204 for a creation', CREATE, 204, ''],
		['200 for a removal', REMOVE, 200, '{}'],
		['201 for a removal', REMOVE, 201, good],
		['HTML under 200', FETCH, 200, '<!doctype html><title>Sign in</title>'],
		['an object without a SID under 200', FETCH, 200, '{}'],
		['another SID than that of a call', FETCH, 200, JSON.stringify({ sid: `CF${'3'.repeat(32)}` })],
		['a call under 201', FETCH, 201, JSON.stringify({ sid: `CA${'3'.repeat(32)}` })],
		['204 for a call', FETCH, 204, ''],
		['HTML in place of a list', LIST, 200, '<!doctype html><title>Sign in</title>'],
		['an empty text in place of a list', LIST, 200, ''],
		['null in place of a list', LIST, 200, 'null'],
		['a bare array in place of a list', LIST, 200, '[]'],
		['an object without the list', LIST, 200, '{}'],
		['another list', LIST, 200, '{"conferences":[]}'],
		['a list that is null', LIST, 200, '{"calls":null}'],
		['a list that is an object', LIST, 200, '{"calls":{"length":0}}'],
		['a list that is text', LIST, 200, '{"calls":"CA1"}'],
		['a call in place of a list', LIST, 200, JSON.stringify({ sid: `CA${'3'.repeat(32)}` })],
		['a list under 201', LIST, 201, '{"calls":[]}'],
		['204 for a list', LIST, 204, ''],
	])('is a failure: %s', async (_name, request, status, body) => {
		expect(await failureOf(httpAnswering(status, body)(request))).toEqual({
			kind: 'unexpectedAnswer',
			status,
		});
	});
});

describe('a refusal', () => {
	const refused = (status: number, code?: number, retryAfterMs?: number) => ({
		kind: 'refused',
		about: 'message',
		status,
		code,
		retryAfterMs,
	});

	it.each<[string, number, unknown, number | undefined]>([
		['several choices', 300, '', undefined],
		['a redirect', 302, '', undefined],
		['a redirect that keeps the method', 307, JSON.stringify(RESOURCE), undefined],
		['400 with Twilio’s code', 400, '{"code":21220,"message":"m","status":400}', 21220],
		['401 with Twilio’s code', 401, '{"code":20003}', 20003],
		['404 of a proxy', 404, '<h1>Not Found</h1>', undefined],
		['a code that is text', 400, '{"code":"21220"}', undefined],
		['a code inside an array', 400, '[{"code":21220}]', undefined],
		['500 without a body', 500, undefined, undefined],
		['503 with JSON cut short', 503, '{"code":20503', undefined],
	])('is told with status and code: %s', async (_name, status, body, code) => {
		expect(await failureOf(httpAnswering(status, body)(CREATE))).toEqual(refused(status, code));
	});

	it.each<[string, unknown, number | undefined]>([
		['seconds', '3', 3_000],
		['many seconds', '120', 120_000],
		['no seconds', '0', 0],
		['a date to come', 'Sat, 21 Nov 2026 12:00:07 GMT', 7_000],
		['a date that has passed', 'Sat, 21 Nov 2026 11:59:00 GMT', 0],
		['a date with an offset', 'Sat, 21 Nov 2026 12:00:07 GMT+0500', undefined],
		['a date behind something else', 'at Sat, 21 Nov 2026 12:00:07 GMT', undefined],
		['neither', 'soon', undefined],
		['an empty text', '', undefined],
		['a negative number', '-5', undefined],
		['a fraction', '1.5', undefined],
		['a list', ['3'], undefined],
		['nothing', undefined, undefined],
	])('is told with its Retry-After: %s', async (_name, header, retryAfterMs) => {
		const http = httpAnswering(429, '{"code":20429}', { 'retry-after': header });

		expect(await failureOf(http(CREATE))).toEqual(refused(429, 20429, retryAfterMs));
	});

	it.each<[string, TwilioRequest, string | undefined]>([
		['a message', CREATE, 'message'],
		['a list', LIST, 'list'],
		['a call', FETCH, undefined],
		['a subscription', { ...CREATE, form: { Callback: 'https://n8n.example.com' } }, undefined],
	])('tells that it is about %s, where that matters', async (_name, request, about) => {
		expect(await failureOf(httpAnswering(400, '')(request))).toMatchObject({ about });
	});

	it('needs no headers', async () => {
		expect(await failureOf(httpAnswering(429, '', undefined)(CREATE))).toEqual(refused(429));
	});
});

describe('a connection that fails', () => {
	it.each<[string, () => Promise<unknown>]>([
		['the helper rejects', async () => await Promise.reject(new Error('ECONNRESET secret'))],
		['the helper rejects with nothing', async () => await Promise.reject()],
		['the helper resolves with nothing', async () => undefined],
		['the helper resolves with a bare body', async () => JSON.stringify(RESOURCE)],
		['the status is missing', async () => ({ headers: {}, body: '' })],
		['the status is text', async () => ({ statusCode: '201', headers: {}, body: '' })],
	])('is told as unreachable when %s', async (_name, send) => {
		expect(await failureOf(httpVia(send)(CREATE))).toEqual({ kind: 'unreachable' });
	});
});
