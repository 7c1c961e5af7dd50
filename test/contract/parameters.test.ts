import { useFreshTwilio } from '../support/twilioBench';
import { askRest } from './support/askRest';
import { OPENAPI_OPERATIONS } from './support/openApiOperations';

// What is sent twice, or nobody here knows.

const CALL = '/2010-04-01/Accounts/{AC}/Calls/{CA}';
const MESSAGES = `${CALL}/UserDefinedMessages.json`;
const SUBSCRIPTIONS = `${CALL}/UserDefinedMessageSubscriptions.json`;

const emulator = useFreshTwilio();
let callSid: string;
let conferenceSid: string;

beforeEach(() => {
	callSid = emulator.phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' }).sid;
	conferenceSid = emulator.phone.join(callSid, 'support').conferenceSid;
});

async function ask(method: string, path: string, form?: string) {
	const filled = path
		.replace('{CA}', callSid)
		.replace('{CF}', conferenceSid)
		.replace('{ZY}', `ZY${'0'.repeat(32)}`);
	const response = await askRest(emulator, method, filled, {
		...(form !== undefined && {
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: form,
		}),
	});
	const json: unknown = await response.json();
	return { at: filled.replace('{AC}', emulator.account.sid), status: response.status, json };
}

const twice = (name: string) => `${encodeURIComponent(name)}=1&${encodeURIComponent(name)}=1`;

const PARAMETERS = OPENAPI_OPERATIONS.flatMap(({ id, method, path, query, form }) => [
	...query.map((name) => ({ id, method, name, path: `${path}?${twice(name)}`, form: undefined })),
	...form.map((name) => ({ id, method, name, path, form: twice(name) })),
]).filter(({ id, name }) => id !== 'UpdateCall' || name === 'Status');

it.each(PARAMETERS)('$id refuses $name when it is sent twice', async ({ name, ...request }) => {
	const { status, json } = await ask(request.method, request.path, request.form);

	expect(status).toBe(400);
	expect(json).toEqual({
		code: 20001,
		message: `${name} is given more than once`,
		more_info: 'https://www.twilio.com/docs/errors/20001',
		status: 400,
	});
});

it.each([
	['the same message', MESSAGES, 'Content=1&Content=1'],
	['a message and an empty one', MESSAGES, 'Content=1&Content='],
	['two messages among other parameters', MESSAGES, 'Content=1&IdempotencyKey=k&Content=2'],
	['a message with two keys', MESSAGES, 'Content=1&IdempotencyKey=a&IdempotencyKey=b'],
	['two callbacks', SUBSCRIPTIONS, 'Callback=http://a.example/&Callback=http://b.example/'],
	[
		'a callback with two methods',
		SUBSCRIPTIONS,
		'Callback=http://a.example/&Method=GET&Method=POST',
	],
])('%s: no effect', async (_name, path, form) => {
	const { status } = await ask('POST', path, form);
	await emulator.settled();

	expect(status).toBe(400);
	expect(emulator.phone.heardBy(callSid)).toEqual([]);
	expect(emulator.phone.subscriptionsOf(callSid)).toEqual([]);
});

it('knows no key of a request with two', async () => {
	await ask('POST', MESSAGES, 'Content=1&IdempotencyKey=a&IdempotencyKey=b');

	expect(emulator.requests).toMatchObject([{ idempotencyKey: undefined, status: 400 }]);
});

it.each([
	['in another letter case', 'POST', MESSAGES, 'Content=1&content=2', 'content'],
	['of an operation without a form', 'GET', `${CALL}.json?Status=ringing`, undefined, 'Status'],
	[
		'of a list',
		'GET',
		'/2010-04-01/Accounts/{AC}/Calls.json?Direction=inbound',
		undefined,
		'Direction',
	],
	[
		'of another list',
		'GET',
		'/2010-04-01/Accounts/{AC}/Conferences.json?Muted=true',
		undefined,
		'Muted',
	],
	[
		'in the query in place of the form',
		'POST',
		`${MESSAGES}?Content=1`,
		'IdempotencyKey=1',
		'Content',
	],
	[
		'in the form in place of the query',
		'POST',
		SUBSCRIPTIONS,
		'Callback=http://a.example/&Page=1',
		'Page',
	],
	['twice', 'POST', SUBSCRIPTIONS, 'Callback=http://a.example/&Events=a&Events=b', 'Events'],
])(
	'a parameter %s is refused in the emulator’s own name',
	async (_name, method, path, form, parameter) => {
		const { at, status, json } = await ask(method, path, form);
		await emulator.settled();

		const [pathname] = at.split('?');
		expect(status).toBe(501);
		expect(json).toEqual({
			message: `This emulator does not play the parameter ${parameter} of ${method} ${pathname}; Twilio may.`,
			status: 501,
		});
		expect(emulator.phone.heardBy(callSid)).toEqual([]);
		expect(emulator.phone.subscriptionsOf(callSid)).toEqual([]);
	},
);

describe('the SIDs of the path once more in the form, as Twilio’s MCP server sends them', () => {
	const accountSid = () => `AccountSid=${emulator.account.sid}`;

	it('change nothing', async () => {
		const message = await ask('POST', MESSAGES, `${accountSid()}&CallSid=${callSid}&Content=1`);
		const callback = `${accountSid()}&CallSid=${callSid}&Callback=http://127.0.0.1:9/`;
		const subscription = await ask('POST', SUBSCRIPTIONS, callback);
		await emulator.settled();
		const end = `${accountSid()}&Sid=${callSid}&Status=completed`;
		const hangUp = await ask('POST', `${CALL}.json`, end);

		expect([message, subscription, hangUp].map(({ status }) => status)).toEqual([201, 201, 200]);
		expect(emulator.phone.heardBy(callSid)).toMatchObject([{ content: 1 }]);
		expect(emulator.phone.call(callSid).status).toBe('completed');
	});

	it.each([
		['of another call', `CallSid=CA${'0'.repeat(32)}`],
		['of another account', `AccountSid=AC${'0'.repeat(32)}`],
		['without a value', 'CallSid='],
		['of a piece of the path', 'CallSid=Calls'],
		['under another name', 'CallSid={AC}'],
	])('are refused when they are %s', async (_name, sid) => {
		const form = `${sid}&Content=1`.replace('{AC}', emulator.account.sid);
		const { status } = await ask('POST', MESSAGES, form);
		await emulator.settled();

		expect(status).toBe(501);
		expect(emulator.phone.heardBy(callSid)).toEqual([]);
	});
});
