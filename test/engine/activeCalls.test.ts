import { LoadOptionsContext } from 'n8n-core';
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, setGlobalState, Workflow } from 'n8n-workflow';

import { TwilioCallMessages } from '../../nodes/TwilioCallMessages/TwilioCallMessages.node';
import { additionalData, node, NODE, nodeTypes } from '../support/engine';
import { startApp, startChild, startPhone } from '../support/liveCalls';
import { credentialOf } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const BEGIN = Date.parse('2026-11-21T14:00:00Z');
const { getActiveCalls } = new TwilioCallMessages().methods.listSearch;

let minutes: number;
beforeEach(() => {
	minutes = 0;
});
const twilio = useFreshTwilio({ now: () => new Date(BEGIN + minutes * 60_000) });

/** What the editor shows: n8n runs the method in a context of its own, with a token that came from anywhere. */
async function list(
	{ filter, token }: { filter?: string; token?: string } = {},
	credential: IDataObject = {},
): Promise<INodeListSearchResult> {
	const withCredential = {
		...node(NODE, 'n8n-nodes-twilio-call-messages.twilioCallMessages', {}),
		credentials: { twilioCallMessagesApi: { id: 'c1', name: 'Twilio account' } },
	};
	const nodes = [withCredential];
	const workflow = new Workflow({ nodes, connections: {}, active: false, nodeTypes });
	const data = additionalData({ ...credentialOf(twilio), ...credential }, '1');
	const context: unknown = new LoadOptionsContext(workflow, withCredential, data, 'callSid');
	return await getActiveCalls.call(context as ILoadOptionsFunctions, filter, token);
}

/** Reads on until there is nothing left, as scrolling does. */
async function listAll(filter?: string): Promise<INodeListSearchResult['results']> {
	const search = filter === undefined ? {} : { filter };
	let page = await list(search);
	const results = [...page.results];
	while (page.paginationToken !== undefined) {
		page = await list({ ...search, token: String(page.paginationToken) });
		results.push(...page.results);
	}
	return results;
}

const values = ({ results }: Pick<INodeListSearchResult, 'results'>) =>
	results.map(({ value }) => value);

describe('the list of calls to pick from', () => {
	it('has the calls that ring or talk, the newest first', async () => {
		const first = startApp(twilio);
		minutes = 1;
		twilio.phone.end(startApp(twilio));
		twilio.phone.startCall({ from: 'client:eve', to: '', status: 'queued' });
		const second = startChild(twilio, first, 'ringing');
		minutes = 2;
		const third = startPhone(twilio);
		expect(values(await list())).toEqual([third, second, first]);
	});

	it('describes each so that it can be recognised', async () => {
		setGlobalState({ defaultTimezone: 'Asia/Tokyo' });
		const app = startApp(twilio);
		const child = startChild(twilio, app);
		const line = startPhone(twilio);
		const names = new Map((await list()).results.map(({ value, name }) => [value, name]));
		setGlobalState({ defaultTimezone: 'UTC' });
		expect([app, child, line].map((sid) => names.get(sid))).toEqual([
			'client:alice → +15005550006 · 23:00 · inbound app leg, in progress',
			'+15005550010 → client:bob · 23:00 · outbound child app leg, ringing',
			'+15005550010 → +15005550006 · 23:00 · inbound phone leg, in progress',
		]);
	});

	it('is empty when nobody is on a call', async () => {
		expect(await list()).toEqual({ results: [] });
	});

	it('goes on, page by page, until every call was shown once', async () => {
		for (let n = 0; n < 130; n++) startApp(twilio, `app${n}`);
		for (let n = 0; n < 70; n++) startChild(twilio, startPhone(twilio));
		const shown = values({ results: await listAll() });
		const all = twilio.phone.calls().map(({ sid }) => sid);
		expect(shown).toHaveLength(270);
		expect(shown.map(String).sort()).toEqual(all.sort());
	});

	it('shows a call once that is answered while the list is made', async () => {
		const callSid = startChild(twilio, startPhone(twilio), 'ringing');
		let asked = 0;
		twilio.faults.plan(() => {
			asked += 1;
			if (asked === 2) twilio.phone.answer(callSid);
			return undefined;
		});
		const shown = values(await list());
		expect(shown.filter((value) => value === callSid)).toHaveLength(1);
	});
});

describe('searching the list', () => {
	it.each([
		['a client name', 'carol'],
		['a client name in other letters', 'CLIENT:Car'],
		['a part of a number', '555 0077'],
	])('finds a call by %s', async (_, filter) => {
		startApp(twilio);
		const wanted = twilio.phone.startCall({ from: 'client:carol', to: '+15005550077' }).sid;
		expect(values(await list({ filter }))).toEqual([wanted]);
	});

	it('finds a call by its SID', async () => {
		const [wanted] = [startApp(twilio), startApp(twilio)];
		expect(values(await list({ filter: wanted ?? '' }))).toEqual([wanted]);
	});

	it('finds only active calls, and nothing is no error', async () => {
		twilio.phone.end(startApp(twilio, 'carol'));
		expect(await list({ filter: 'carol' })).toEqual({ results: [] });
	});

	it('finds the one old call among thousands, and each of them once', async () => {
		const oldest = startApp(twilio, 'carol');
		for (let n = 0; n < 2_100; n++) startApp(twilio, `app${n}`);
		expect(values(await list({ filter: 'carol' }))).toEqual([oldest]);
		const shown = values({ results: await listAll('client:app') });
		expect([shown.length, new Set(shown).size]).toEqual([2_100, 2_100]);
	});
});

describe('a token from elsewhere', () => {
	const forged = [
		'["https://evil.example/2010-04-01/Accounts/x/Calls.json?PageSize=1"]',
		'["//evil.example/Calls.json?PageSize=1"]',
		'["/Messages.json?PageSize=1"]',
		'["/Calls.json/../../Messages.json?x"]',
		'["/../AC00000000000000000000000000000000/Calls.json?x"]',
		'[{"path":"/Calls.json?PageSize=1"}, 7, null]',
	];
	it.each(forged)('asks for nothing: %s', async (token) => {
		startApp(twilio);
		expect(await list({ token })).toEqual({ results: [] });
		expect(twilio.requests).toEqual([]);
	});

	it.each(['nonsense', '{}', '"text"'])('shows the first page: %s', async (token) => {
		const callSid = startApp(twilio);
		expect(values(await list({ token }))).toEqual([callSid]);
	});

	it('never leaves the list of calls', async () => {
		await list({ token: '["/Calls.json?Status=/../../Messages.json", "/Calls.json?#x"]' });
		const paths = new Set(twilio.requests.map(({ path }) => path));
		expect([...paths]).toEqual([`/2010-04-01/Accounts/${twilio.account.sid}/Calls.json`]);
	});
});

describe('a list Twilio does not give', () => {
	it('names a credential that is not accepted, and shows no token', async () => {
		const authToken = 'wrong-token-0123456789';
		const error: unknown = await list({}, { authToken }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'Twilio did not accept the credential',
			description: expect.stringContaining('Twilio error 20003'),
		});
		expect(JSON.stringify(error)).not.toContain(authToken);
	});

	it('says when the Account SID is not one', async () => {
		const error: unknown = await list({}, { accountSid: 'x' }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: expect.stringContaining('The Account SID') });
	});

	it('is asked for once more when that may help', async () => {
		const callSid = startApp(twilio);
		twilio.faults.next('badGateway', 'none', 'resetBeforeEffect');
		expect(values(await list())).toEqual([callSid]);
	});

	it('says what happened when it does not', async () => {
		twilio.faults.plan(() => 'redirectToOtherHost');
		await expect(list()).rejects.toMatchObject({
			message: 'The API answered with a redirect',
			description: expect.stringContaining('Correct API Base URL in the credential'),
		});
	});
});
