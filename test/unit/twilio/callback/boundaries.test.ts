import {
	isCutAnew,
	isUncertainText,
	isUrlExtended,
	isUrlExtendedByMessage,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/boundaries';
import { ACCOUNT_SID, CALLBACK_URL, MESSAGE } from '../../../support/signedRequests';

const isMessageCutAnew = (extra: Readonly<Record<string, string>>) =>
	isCutAnew(Object.entries({ ...MESSAGE, ...extra }));

it.each<[string, Record<string, string>]>([
	['the seven parameters', {}],
	['parameters Twilio may add one day', { ApiVersion: '2010-04-01', ContentUrl: 'a', Zone: 'eu' }],
	['content full of names', { Content: '"ContentTypeContentAccountSid"' }],
	['content that is no JSON', { Content: 'Hello ContentType World' }],
])('%s leave one way to cut', (_name, extra) => {
	expect(isMessageCutAnew(extra)).toBe(false);
});

it.each<[string, Record<string, string>]>([
	['Content parked in a value before it', { A: 'xContent' }],
	['Content parked between name and value', { ACon: 'tent' }],
	['Content parked before CallSid', { C: 'allSidContent' }],
	['a name between Content and ContentType', { ContentA: '' }],
	['Content parked right behind', { ContentA: 'Content{}' }],
	['Content parked across two right behind', { ContentA: 'Con', ContentB: 'tentContent' }],
	['ContentType parked behind', { Zz: 'ContentType' }],
	['ContentType parked across two parameters', { Zz: 'ContentT', ype: '' }],
	['the same, sent in another order', { ype: '', Zz: 'ContentT' }],
	['SequenceNumber planted in the type, and parked behind', { Zz: 'SequenceNumber1' }],
])('%s was cut anew', (_name, extra) => {
	expect(isMessageCutAnew(extra)).toBe(true);
});

describe('isUncertainText', () => {
	const isUncertain = (text: string, extra: Readonly<Record<string, string>> = {}) =>
		isUncertainText(text, Object.entries({ ...MESSAGE, ...extra }), ACCOUNT_SID);

	it.each([
		'Hello World',
		'',
		'AccountSid and ContentType, Content and contentA',
		`AccountSid AC${'2'.repeat(32)}`,
		'application/jsonSequenceNumber999',
		'ContentZone',
	])('takes %j', (text) => {
		expect(isUncertain(text, { SomethingBehind: 'a' })).toBe(false);
	});

	it.each<[string, string, Record<string, string>]>([
		['the beginning of a message', `a AccountSid${ACCOUNT_SID}`, {}],
		['a name that sorts in between', '1ContentAge5', {}],
		['another one, as late as can be', 'a ContentTxt', {}],
		['the type of a message', 'a ContentTypetext/plain', {}],
		['a parameter in front of AccountSid', 'a', { A: '' }],
		['a parameter between the SIDs', 'a', { ApiVersion: '2010-04-01' }],
		['a parameter between CallSid and Content', 'a', { CallerName: 'Bob' }],
	])('does not take a text with %s', (_name, text, extra) => {
		expect(isUncertain(text, extra)).toBe(true);
	});
});

describe('isUrlExtendedByMessage', () => {
	const isExtended = (method: string, url: string) =>
		isUrlExtendedByMessage({ method, url }, ACCOUNT_SID);

	it.each([
		['POST', CALLBACK_URL],
		['POST', `${CALLBACK_URL}?AccountSid=${ACCOUNT_SID}`],
		['GET', `${CALLBACK_URL}?Content=%22AccountSid${ACCOUNT_SID}%22`],
		['GET', `${CALLBACK_URL}?name="quoted"`],
	])('has nothing against %s %s', (method, url) => {
		expect(isExtended(method, url)).toBe(false);
	});

	it.each([['POST', `${CALLBACK_URL}?a=bAccountSid${ACCOUNT_SID}`]])(
		'finds that %s %s goes on with parameters',
		(method, url) => {
			expect(isExtended(method, url)).toBe(true);
		},
	);
});

describe('isUrlExtended', () => {
	const isExtended = (method: string, url: string) => isUrlExtended({ method, url }, ACCOUNT_SID);

	it.each(['GET', 'POST'])('has nothing against a query, by %s', (method) => {
		expect(isExtended(method, CALLBACK_URL)).toBe(false);
		expect(isExtended(method, `${CALLBACK_URL}?AccountSid=${ACCOUNT_SID}`)).toBe(false);
	});

	it.each([
		['GET', `${CALLBACK_URL}?a=bAccountSid${ACCOUNT_SID}`],
		['POST', `${CALLBACK_URL}?a=bAccountSid${ACCOUNT_SID}`],
		['POST', `${CALLBACK_URL}?a=b%41ccountSid${ACCOUNT_SID}`],
		['POST', `${CALLBACK_URL}AccountSid${ACCOUNT_SID}`],
	])('finds that %s %s goes on with parameters', (method, url) => {
		expect(isExtended(method, url)).toBe(true);
	});
});
