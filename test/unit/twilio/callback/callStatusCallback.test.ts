import type { Parameters } from '../../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import { readCallStatus } from '../../../../nodes/TwilioCallMessages/twilio/callback/callStatusCallback';
import { readCallbacks } from '../../../support/fixtures';
import { CALLBACK_URL } from '../../../support/signedRequests';

const readParameters = (parameters: Parameters) =>
	readCallStatus(parameters, { method: 'POST', url: CALLBACK_URL });

const STATUS = {
	AccountSid: `AC${'1'.repeat(32)}`,
	CallSid: `CA${'2'.repeat(32)}`,
	CallStatus: 'ringing',
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
			to: fields['To'],
			from: fields['From'],
		});
	});

	it.each(Object.keys(STATUS))('refuses a status without %s', (missing) => {
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

	it('lets unknown parameters and empty addresses pass', () => {
		expect(read({ To: '', SipResponseCode: '200' })).toMatchObject({ status: 'ringing', to: '' });
	});
});
