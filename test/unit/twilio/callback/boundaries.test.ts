import {
	isCutAnew,
	isCutOutOfMessage,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/boundaries';
import { ACCOUNT_SID, CALLBACK_URL, MESSAGE } from '../../../support/signedRequests';

const isMessageCutAnew = (extra: Readonly<Record<string, string>>, url: string) =>
	isCutAnew({ method: 'POST', url }, Object.entries({ ...MESSAGE, ...extra }), ACCOUNT_SID);

it.each<[string, Record<string, string>, string]>([
	['the seven parameters', {}, CALLBACK_URL],
	['a query', {}, `${CALLBACK_URL}?AccountSid=${ACCOUNT_SID}`],
	[
		'parameters Twilio may add one day',
		{ ApiVersion: '2010-04-01', ContentSid: 'HX1', Zone: 'eu' },
		CALLBACK_URL,
	],
	['content full of names', { Content: '"ContentTypeContentAccountSid"' }, CALLBACK_URL],
])('%s leave one way to cut', (_name, extra, url) => {
	expect(isMessageCutAnew(extra, url)).toBe(false);
});

it.each<[string, Record<string, string>, string]>([
	['Content parked in a value before it', { A: 'xContent' }, CALLBACK_URL],
	['Content parked between name and value', { ACon: 'tent' }, CALLBACK_URL],
	['Content parked before CallSid', { C: 'allSidContent' }, CALLBACK_URL],
	['Content parked right behind', { ContentA: 'Content{}' }, CALLBACK_URL],
	[
		'Content parked across two right behind',
		{ ContentA: 'Con', ContentB: 'tentContent' },
		CALLBACK_URL,
	],
	['ContentType parked behind', { Zz: 'ContentType' }, CALLBACK_URL],
	['ContentType parked across two parameters', { Zz: 'ContentT', ype: '' }, CALLBACK_URL],
	['the same, sent in another order', { ype: '', Zz: 'ContentT' }, CALLBACK_URL],
	['the account parked in the URL', {}, `${CALLBACK_URL}?a=bAccountSid${ACCOUNT_SID}`],
	['the account parked there in escapes', {}, `${CALLBACK_URL}?a=b%41ccountSid${ACCOUNT_SID}`],
])('%s was cut anew', (_name, extra, url) => {
	expect(isMessageCutAnew(extra, url)).toBe(true);
});

describe('a GET', () => {
	const isQueryCutAnew = (query: string) =>
		isCutAnew(
			{ method: 'GET', url: `${CALLBACK_URL}?${query}` },
			Object.entries(MESSAGE),
			ACCOUNT_SID,
		);

	it('may quote the account in its content, which a query escapes', () => {
		expect(isQueryCutAnew(`Content=%22AccountSid${ACCOUNT_SID}%22`)).toBe(false);
	});

	it.each(['a="', 'a=b c'])('with joined parameters in its query was cut anew: %s', (query) => {
		expect(isQueryCutAnew(query)).toBe(true);
	});
});

describe('isCutOutOfMessage', () => {
	const STATUS = { AccountSid: ACCOUNT_SID, CallSid: MESSAGE.CallSid, CallStatus: 'ringing' };
	const isStatusCutOut = (extra: Readonly<Record<string, string>>, url: string) =>
		isCutOutOfMessage(
			{ method: 'POST', url },
			Object.entries({ ...STATUS, ...extra }),
			ACCOUNT_SID,
		);

	it('lets a call status be', () => {
		expect(isStatusCutOut({ From: 'client:Content', Duration: '1' }, CALLBACK_URL)).toBe(false);
	});

	it.each<[string, Record<string, string>, string]>([
		['the end of a message in a parameter', { Zz: '"ContentTypeapplication/json' }, CALLBACK_URL],
		['it across two parameters', { Zz: 'ContentT', ype: '' }, CALLBACK_URL],
		['the same, sent in another order', { ype: '', Zz: 'ContentT' }, CALLBACK_URL],
		['the beginning of a message in the URL', {}, `${CALLBACK_URL}AccountSid${ACCOUNT_SID}`],
	])('finds %s', (_name, extra, url) => {
		expect(isStatusCutOut(extra, url)).toBe(true);
	});
});
