import { readCallStatus } from '../../../../nodes/TwilioCallMessages/twilio/callback/callStatusCallback';
import { CHILD_STATUS, readerOf, without, type Fields } from '../../../support/callReports';
import { readCallbacks } from '../../../support/fixtures';
import { CALLBACK_URL } from '../../../support/signedRequests';

const { readPairs, readFields } = readerOf(readCallStatus);

const PLACES = ['FromCity', 'FromCountry', 'FromState', 'FromZip'];

describe('readCallStatus', () => {
	it.each(readCallbacks('status-'))('reads the recorded $name', ({ parsed }) => {
		const fields: Fields = parsed?.fields ?? {};
		const duration = fields['CallDuration'];

		expect(readFields(fields)).toEqual({
			kind: 'callStatus',
			accountSid: fields['AccountSid'],
			callSid: fields['CallSid'],
			parentCallSid: fields['ParentCallSid'] ?? null,
			status: fields['CallStatus'],
			direction: fields['Direction'],
			to: fields['To'],
			from: fields['From'],
			caller: fields['Caller'],
			called: fields['Called'],
			duration: duration === undefined ? null : Number(duration),
			sequenceNumber: Number(fields['SequenceNumber']),
			timestamp: new Date(fields['Timestamp'] ?? ''),
			parameters: Object.entries(fields),
		});
	});

	it.each(['To', 'From', 'Caller', 'Called'])(
		'takes a %s that is not named for empty',
		(missing) => {
			const named = without(CHILD_STATUS, missing, ...PLACES);
			expect(readFields(named)).toMatchObject({
				callSid: CHILD_STATUS.CallSid,
				[missing.toLowerCase()]: '',
			});
		},
	);

	it.each(['AccountSid', 'CallSid', 'CallStatus', 'Direction', 'SequenceNumber', 'Timestamp'])(
		'refuses a status without %s',
		(missing) => {
			expect(readFields(without(CHILD_STATUS, missing))).toBeUndefined();
			expect(readFields(without(CHILD_STATUS, missing), 'each')).toBeUndefined();
		},
	);

	it.each(Object.entries(CHILD_STATUS))('refuses a status with %s twice', (name, value) => {
		expect(readPairs([...Object.entries(CHILD_STATUS), [name, value]])).toBeUndefined();
	});

	it.each<[string, Fields]>([
		['an account SID of another kind', { AccountSid: CHILD_STATUS.CallSid }],
		['a short call SID', { CallSid: 'CA1' }],
		['a parent that is no call', { ParentCallSid: 'CA1' }],
		['a status that does not exist', { CallStatus: 'answered' }],
		['a status in upper case', { CallStatus: 'RINGING' }],
		['a direction that does not exist', { Direction: 'sideways' }],
		['a duration that is no number', { CallDuration: '1s' }],
		['a sequence number that is none', { SequenceNumber: '01' }],
		['a date of another form', { Timestamp: '2022-12-02T22:02:49.000Z' }],
	])('refuses %s', (_name, changes) => {
		expect(readFields({ ...CHILD_STATUS, ...changes })).toBeUndefined();
		expect(readFields({ ...CHILD_STATUS, ...changes }, 'each')).toBeUndefined();
	});

	it('refuses a status from a URL that was extended', () => {
		const url = `${CALLBACK_URL}?a=bAccountSid${CHILD_STATUS.AccountSid}`;
		const request = { method: 'POST', url };
		expect(readCallStatus(Object.entries(CHILD_STATUS), request, 'joined')).toBeUndefined();
		expect(readCallStatus(Object.entries(CHILD_STATUS), request, 'each')).toBeUndefined();
	});

	it.each<[string, Fields]>([
		['a child that ends', { CallStatus: 'completed', CallDuration: '42', Duration: '1' }],
		['what Twilio says behind the sequence number', { SipResponseCode: '200', StirVerstat: 'x' }],
		['what Twilio may say in front one day', { ApiRegion: 'us1', CalledVia: 'x' }],
		['where a called number is', { Called: '+15005550009', To: '+15005550009', ToCity: 'SF' }],
		['a caller who hides her number', { Caller: 'anonymous', From: 'anonymous' }],
	])('takes %s', (_name, changes) => {
		const isFromPhone = (changes['From'] ?? '+1').startsWith('+');
		const base = isFromPhone ? CHILD_STATUS : without(CHILD_STATUS, ...PLACES);
		expect(readFields({ ...base, ...changes })).toMatchObject({ callSid: CHILD_STATUS.CallSid });
	});
});
