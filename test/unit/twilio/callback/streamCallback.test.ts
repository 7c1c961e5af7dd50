import { readStreamReport } from '../../../../nodes/TwilioCallMessages/twilio/callback/streamCallback';
import { CALLBACK_URL } from '../../../support/signedRequests';
import { STREAM, readerOf, type Fields } from '../../../support/callReports';

const { readPairs, readFields } = readerOf(readStreamReport);

describe('what a stream reports', () => {
	it('is the call whose audio is streamed', () => {
		expect(readFields(STREAM)).toEqual({
			kind: 'stream',
			accountSid: STREAM.AccountSid,
			callSid: STREAM.CallSid,
		});
	});

	it.each(['stream-stopped', 'stream-error'])('is nothing to do with %s', (StreamEvent) => {
		const event = { ...STREAM, StreamEvent };
		expect(readFields(event)).toEqual({ kind: 'other', accountSid: STREAM.AccountSid });
	});

	it.each<[string, Fields]>([
		['an account of another kind', { AccountSid: STREAM.CallSid }],
		['a call of another kind', { CallSid: STREAM.StreamSid }],
		['a stream of another kind', { StreamSid: STREAM.CallSid }],
		['an event of another kind', { StreamEvent: 'participant-join' }],
		['an event that begins otherwise', { StreamEvent: 'upstream-started' }],
		['an event that goes on', { StreamEvent: 'stream-started-late' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...STREAM, ...changes })).toBeUndefined();
		expect(readFields({ ...STREAM, ...changes }, 'each')).toBeUndefined();
	});

	it.each<[string, Fields]>([
		['a call planted in its name', { StreamName: `aCallSid${STREAM.CallSid}` }],
		['the words of a message', { StreamName: 'ContentType' }],
		['the words of a status', { StreamName: 'CallStatus' }],
		['the words of a conference', { StreamName: 'ConferenceSid' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...STREAM, ...changes })).toBeUndefined();
		expect(readFields({ ...STREAM, ...changes }, 'each')).toBeDefined();
	});

	it('is refused at a URL that says its account as a callback does', () => {
		const url = `${CALLBACK_URL}?a=bAccountSid${STREAM.AccountSid}`;
		const read = readStreamReport(Object.entries(STREAM), { method: 'POST', url }, 'each');
		expect(read).toBeUndefined();
	});

	it.each(Object.entries(STREAM))('is refused with %s twice', (name, value) => {
		expect(readPairs([...Object.entries(STREAM), [name, value]])).toBeUndefined();
	});
});
