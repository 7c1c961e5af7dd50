import { readCallReport } from '../../../../nodes/TwilioCallMessages/twilio/callback/callReport';
import {
	CHILD_STATUS,
	JOIN,
	PLACED_STATUS,
	STREAM,
	VOICE_REQUEST,
	without,
	type Fields,
} from '../../../support/callReports';
import { CALLBACK_URL, MESSAGE } from '../../../support/signedRequests';

const readAt = (url: string, fields: Fields) =>
	readCallReport(Object.entries(fields), { method: 'POST', url }, 'joined');
const read = (fields: Fields) => readAt(CALLBACK_URL, fields);

it.each<[string, Fields]>([
	['callStatus', CHILD_STATUS],
	['callStatus', PLACED_STATUS],
	['participant', JOIN],
	['other', { ...JOIN, StatusCallbackEvent: 'conference-start' }],
	['stream', STREAM],
	['other', { ...STREAM, StreamEvent: 'stream-stopped' }],
	['voice', VOICE_REQUEST],
])('reads what is %s', (kind, fields) => {
	expect(read(fields)).toMatchObject({ kind, accountSid: fields['AccountSid'] });
});

it.each<[string, string, Fields]>([
	[
		'callStatus',
		'a phone that calls in',
		without({ ...CHILD_STATUS, Direction: 'inbound' }, 'ParentCallSid'),
	],
	[
		'callStatus',
		'a leg of a call that an app placed',
		{ ...CHILD_STATUS, ApplicationSid: VOICE_REQUEST.ApplicationSid },
	],
	[
		'voice',
		'a phone that calls in',
		without({ ...VOICE_REQUEST, Caller: '+15005550006', From: '+15005550006' }, 'ApplicationSid'),
	],
])('reads what is %s of %s', (kind, _whose, fields) => {
	expect(read(fields)).toMatchObject({ kind });
});

it('takes what is asked about a call that an app places for that, whatever its app says', () => {
	const { SequenceNumber, Timestamp } = CHILD_STATUS;
	const { CallbackSource } = CHILD_STATUS;
	for (const more of [
		{ SequenceNumber, Timestamp },
		{ CallbackSource },
		{ CallbackSource, SequenceNumber, Timestamp },
		{ ...STREAM },
		{ ...JOIN },
	]) {
		expect(read({ ...more, ...VOICE_REQUEST })).toMatchObject({ kind: 'voice' });
	}
});

it.each<[string, Fields]>([
	['callStatus', CHILD_STATUS],
	['participant', JOIN],
	['stream', STREAM],
	['voice', VOICE_REQUEST],
])('refuses what is %s from a URL that was extended', (_kind, fields) => {
	const url = `${CALLBACK_URL}?a=bAccountSid${fields['AccountSid']}`;
	expect(readAt(url, fields)).toBeUndefined();
});

it('a message is no report', () => {
	expect(read(MESSAGE)).toBeUndefined();
	expect(read({ ...CHILD_STATUS, ...MESSAGE })).toBeUndefined();
});
