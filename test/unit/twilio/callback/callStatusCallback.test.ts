import type {
	Coverage,
	Parameters,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import {
	isEnded,
	readCallStatus,
	type CallStatus,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/callStatusCallback';
import { readCallbacks } from '../../../support/fixtures';
import { CALLBACK_URL } from '../../../support/signedRequests';

const readParameters = (parameters: Parameters, covers: Coverage = 'joined') =>
	readCallStatus(parameters, { method: 'POST', url: CALLBACK_URL }, covers);

const STATUS = {
	AccountSid: `AC${'1'.repeat(32)}`,
	CallSid: `CA${'2'.repeat(32)}`,
	CallStatus: 'ringing',
	Direction: 'outbound-dial',
	To: 'client:alice',
	From: '+15005550006',
};
const read = (changes: Readonly<Record<string, string>> = {}) =>
	readParameters(Object.entries({ ...STATUS, ...changes }));

describe('readCallStatus', () => {
	it.each(readCallbacks('status-'))('reads the recorded $name', ({ parsed }) => {
		const fields = parsed?.fields ?? {};

		expect(readParameters(Object.entries(fields))).toEqual({
			accountSid: fields['AccountSid'],
			callSid: fields['CallSid'],
			status: fields['CallStatus'],
			direction: fields['Direction'],
			to: fields['To'] ?? '',
			from: fields['From'] ?? '',
			caller: fields['Caller'] ?? '',
			called: fields['Called'] ?? '',
		});
	});

	it.each(['Direction', 'To', 'From', 'Caller', 'Called'])(
		'takes a %s that is not named for empty',
		(missing) => {
			const pairs = Object.entries({ ...STATUS, Caller: 'client:bob', Called: 'client:alice' });
			const named = pairs.filter(([name]) => name !== missing);
			expect(readParameters(named)).toEqual({
				...readParameters(pairs),
				[missing.toLowerCase()]: '',
			});
		},
	);

	it.each(['AccountSid', 'CallSid', 'CallStatus'])('refuses a status without %s', (missing) => {
		expect(
			readParameters(Object.entries(STATUS).filter(([name]) => name !== missing)),
		).toBeUndefined();
	});

	it.each(Object.entries(STATUS))('refuses a status with %s twice', (name, value) => {
		expect(readParameters([...Object.entries(STATUS), [name, value]])).toBeUndefined();
	});

	it.each<[string, Record<string, string>]>([
		['an account SID of another kind', { AccountSid: STATUS.CallSid }],
		['a short call SID', { CallSid: 'CA1' }],
		['a status that does not exist', { CallStatus: 'answered' }],
		['a status in upper case', { CallStatus: 'RINGING' }],
		['a parameter without a name', { '': '' }],
		['what was cut out of a call message', { Zz: '"ContentTypeapplication/json' }],
	])('refuses %s', (_name, changes) => {
		expect(read(changes)).toBeUndefined();
	});

	it('refuses a status from a URL that was extended', () => {
		const url = `${CALLBACK_URL}?a=bAccountSid${STATUS.AccountSid}`;
		const request = { method: 'POST', url };
		expect(readCallStatus(Object.entries(STATUS), request, 'joined')).toBeUndefined();
		expect(readCallStatus(Object.entries(STATUS), request, 'each')).toBeUndefined();
	});

	it('takes what looks cut out of a message where each parameter is proven', () => {
		const pairs = Object.entries({ ...STATUS, CallerName: 'ContentType' });
		expect(readParameters(pairs, 'each')).toMatchObject({ status: 'ringing' });
	});

	it('lets unknown parameters and empty addresses pass', () => {
		expect(read({ To: '', SipResponseCode: '200' })).toMatchObject({ status: 'ringing', to: '' });
	});
});

it.each<[CallStatus, boolean]>([
	['queued', false],
	['initiated', false],
	['ringing', false],
	['in-progress', false],
	['completed', true],
	['busy', true],
	['failed', true],
	['no-answer', true],
	['canceled', true],
])('of a leg that is %s, isEnded says %s', (status, expected) => {
	expect(isEnded({ status })).toBe(expected);
});
