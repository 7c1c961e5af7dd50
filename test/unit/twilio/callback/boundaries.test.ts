import { isCutAnew } from '../../../../nodes/TwilioCallMessages/twilio/callback/boundaries';
import { ACCOUNT_SID, CALLBACK_URL, MESSAGE } from '../../../support/signedRequests';

const isMessageCutAnew = (extra: Readonly<Record<string, string>>, url: string) =>
	isCutAnew(url, Object.entries({ ...MESSAGE, ...extra }), ACCOUNT_SID);

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
	['ContentType parked behind', { Zz: 'ContentType' }, CALLBACK_URL],
	['ContentType parked across two parameters', { Zz: 'ContentT', ype: '' }, CALLBACK_URL],
	['the account parked in the URL', {}, `${CALLBACK_URL}?a=bAccountSid${ACCOUNT_SID}`],
	['the account parked there in escapes', {}, `${CALLBACK_URL}?a=b%41ccountSid${ACCOUNT_SID}`],
])('%s was cut anew', (_name, extra, url) => {
	expect(isMessageCutAnew(extra, url)).toBe(true);
});
