import { useFreshTwilio } from '../support/twilioBench';
import { askRest } from './support/askRest';

// Requests that Twilio's SDK cannot be talked into making.

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const ZY = `ZY${'0'.repeat(32)}`;

const emulator = useFreshTwilio();
let callSid: string;

beforeEach(() => {
	callSid = emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;
});

const ask = (method: string, path: string, init?: RequestInit) =>
	askRest(emulator, method, path.replace('{CA}', callSid), init);

const CALLS = '/2010-04-01/Accounts/{AC}/Calls.json';
const CALL = '/2010-04-01/Accounts/{AC}/Calls/{CA}.json';
const MESSAGES = '/2010-04-01/Accounts/{AC}/Calls/{CA}/UserDefinedMessages.json';
const SUBSCRIPTIONS = '/2010-04-01/Accounts/{AC}/Calls/{CA}/UserDefinedMessageSubscriptions.json';
const CONFERENCES = '/2010-04-01/Accounts/{AC}/Conferences.json';
const PARTICIPANTS = `/2010-04-01/Accounts/{AC}/Conferences/CF${'0'.repeat(32)}/Participants.json`;
const HOUR = '2026-03-01T10:00:00Z';
const SUBSCRIPTION = SUBSCRIPTIONS.replace('.json', `/${ZY}.json`);

it.each<[string, number, number, string, string, RequestInit]>([
	['no credentials', 401, 20003, 'GET', CALLS, { headers: { authorization: '' } }],
	['a bearer token', 401, 20003, 'GET', CALLS, { headers: { authorization: 'Bearer x' } }],
	[
		'no credentials on an unknown path',
		401,
		20003,
		'GET',
		'/x',
		{ headers: { authorization: '' } },
	],
	['an API key SID in the path', 404, 20404, 'GET', CALLS.replace('{AC}', '{SK}'), {}],
	['another account', 404, 20404, 'GET', `/2010-04-01/Accounts/AC${'0'.repeat(32)}.json`, {}],
	['messages of another account', 404, 20404, 'POST', MESSAGES.replace('{AC}', '{SK}'), {}],
	['a broken escape', 400, 20001, 'GET', CALL.replace('{CA}', '%E0%A4%A'), {}],
	[
		'a JSON message',
		415,
		32701,
		'POST',
		MESSAGES,
		{ headers: JSON_TYPE, body: '{"Content":"{}"}' },
	],
	['a message of no type', 415, 32701, 'POST', MESSAGES, {}],
	[
		'a message without Content',
		400,
		32702,
		'POST',
		MESSAGES,
		{ headers: FORM, body: 'IdempotencyKey=1' },
	],
	[
		'a message nested 5,000 deep',
		400,
		32702,
		'POST',
		MESSAGES,
		{ headers: FORM, body: `Content=${'['.repeat(5000)}${']'.repeat(5000)}` },
	],
	[
		'a message of a megabyte',
		413,
		20413,
		'POST',
		MESSAGES,
		{ headers: FORM, body: `Content=${'1'.repeat(1 << 20)}` },
	],
	[
		'a JSON subscription',
		400,
		20001,
		'POST',
		SUBSCRIPTIONS,
		{ headers: JSON_TYPE, body: '{"Callback":"https://example.com"}' },
	],
	[
		'a subscription without Callback',
		400,
		20001,
		'POST',
		SUBSCRIPTIONS,
		{ headers: FORM, body: 'Method=POST' },
	],
	['participants of an unknown conference', 404, 20404, 'GET', PARTICIPANTS, {}],
	['POST on conferences', 405, 20004, 'POST', CONFERENCES, {}],
	['a conference of some hour', 400, 20001, 'GET', `${CONFERENCES}?DateCreated=${HOUR}`, {}],
	['a conference updated at no date', 400, 20001, 'GET', `${CONFERENCES}?DateUpdated%3E=x`, {}],
	['a second Page without PageToken', 400, 20001, 'GET', `${CALLS}?Page=1`, {}],
	['a PageToken of no call', 400, 20001, 'GET', `${CALLS}?PageToken=PACA1`, {}],
	['a PageToken that is only a SID', 400, 20001, 'GET', `${CALLS}?PageToken={CA}`, {}],
	['a PageSize above 1000', 400, 20007, 'GET', `${CONFERENCES}?PageSize=1001`, {}],
	['a Page that is no number', 400, 20001, 'GET', `${CALLS}?Page=x`, {}],
	['a date that is none', 400, 20001, 'GET', `${CALLS}?StartTime=x`, {}],
	['the 31st of February', 400, 20001, 'GET', `${CALLS}?StartTime=2026-02-31`, {}],
	['some hour of that day', 400, 20001, 'GET', `${CALLS}?EndTime%3E=2026-02-31T10:00:00Z`, {}],
	['conferences of that day', 400, 20001, 'GET', `${CONFERENCES}?DateCreated=2026-02-31`, {}],
	['GET on messages', 405, 20004, 'GET', MESSAGES, {}],
	['DELETE on messages', 405, 20004, 'DELETE', MESSAGES, {}],
	['GET on subscriptions', 405, 20004, 'GET', SUBSCRIPTIONS, {}],
	['GET on a subscription', 405, 20004, 'GET', SUBSCRIPTION, {}],
	['PUT on a call', 405, 20004, 'PUT', CALL, {}],
	['DELETE on calls', 405, 20004, 'DELETE', CALLS, {}],
])('%s: HTTP %d, code %d', async (_name, status, code, method, path, init) => {
	const response = await ask(method, path, init);

	expect(response.status).toBe(status);
	expect(response.headers.get('content-type')).toMatch(/^application\/json/);
	expect(await response.json()).toEqual({
		code,
		message: expect.stringMatching(/./),
		more_info: `https://www.twilio.com/docs/errors/${code}`,
		status,
	});
});

it('answers a deletion with 204 and nothing else', async () => {
	const created = await ask('POST', SUBSCRIPTIONS, {
		headers: FORM,
		body: new URLSearchParams({ Callback: 'http://127.0.0.1/' }).toString(),
	});
	const { uri }: { uri: string } = JSON.parse(await created.text());

	const deleted = await ask('DELETE', uri);

	expect(created.status).toBe(201);
	expect(deleted.status).toBe(204);
	expect(await deleted.text()).toBe('');
});
