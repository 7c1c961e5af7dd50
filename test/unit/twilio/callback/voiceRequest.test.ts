import type { Coverage } from '../../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import {
	chosenByApp,
	readVoiceRequest,
	type VoiceRequest,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/voiceRequest';
import { readerOf, VOICE_REQUEST, type Fields } from '../../../support/callReports';

const { readFields } = readerOf(readVoiceRequest);
const read = (changes: Fields = {}, covers?: Coverage) =>
	readFields({ ...VOICE_REQUEST, ...changes }, covers);

it('reads what Twilio says, and apart from it what the app gave to connect()', () => {
	expect(read({ To: '+15005550009', customer: 'x', ToCity: 'SF', bodySHA256: 'y' })).toEqual({
		kind: 'voice',
		accountSid: VOICE_REQUEST.AccountSid,
		callSid: VOICE_REQUEST.CallSid,
		applicationSid: VOICE_REQUEST.ApplicationSid,
		status: 'ringing',
		direction: 'inbound',
		from: 'client:bob',
		to: '+15005550009',
		caller: 'client:bob',
		called: '',
		ownParameters: { customer: 'x' },
		parameters: Object.entries({
			...VOICE_REQUEST,
			To: '+15005550009',
			customer: 'x',
			ToCity: 'SF',
			bodySHA256: 'y',
		}),
		isCertain: true,
	});
});

it.each(['queued', 'ringing', 'in-progress'])('a call that is %s wants TwiML', (CallStatus) => {
	expect(read({ CallStatus })).toMatchObject({ status: CallStatus, isCertain: true });
});

it.each<[string, Fields]>([
	['a call that has ended', { CallStatus: 'completed' }],
	['an account of another kind', { AccountSid: VOICE_REQUEST.CallSid }],
	['a call of another kind', { CallSid: VOICE_REQUEST.AccountSid }],
	['a name that is empty', { '': 'x' }],
])('%s is none', (_name, changes) => {
	expect(read(changes)).toBeUndefined();
});

it('names no TwiML App where there is none', () => {
	expect(read({ ApplicationSid: '' })).toMatchObject({ applicationSid: null, isCertain: true });
});

it.each<[string, Fields, Fields]>([
	['nothing', {}, {}],
	['parameters of its own', { customer: 'x' }, { customer: 'x' }],
	['a number to call', { To: '+15005550009' }, { To: '+15005550009' }],
	['another name', { From: 'Bob' }, { From: 'Bob' }],
	['what was called', { To: '+15005550009', Called: '+15005550009' }, {}],
	['what has no name', { '': 'x', customer: 'y' }, { customer: 'y' }],
])('tells what the app chose: %s', (_name, changes, chosen) => {
	const request = read(changes, 'each');
	expect(chosenByApp(request as VoiceRequest)).toEqual(chosen);
});

const VICTIM = `CA${'9'.repeat(32)}`;

it.each<[string, Fields, boolean]>([
	['a call behind the status', { transferCallSid: VICTIM }, true],
	['words that are no call', { About: 'CallSid CallStatus AccountSid' }, true],
	['the beginning of a call', { About: 'CallSidCA1' }, true],
	['the beginning of a TwiML App', { Zz: 'ApplicationSidAP1' }, true],
	['a call before its own', { C: `allSid${VICTIM}` }, false],
	['a call of its own in front', { AgentCallSid: VICTIM }, false],
	['a call between its own and the status', { CallSo: `CallSid${VICTIM}` }, false],
	['another status', { Zz: 'CallStatusringing' }, false],
	['another end of the call', { CallSt: 'xCallStatuscompleted' }, false],
	['another caller', { Callee: 'xCallerclient:ceo' }, false],
	['another TwiML App', { Zz: `ApplicationSidAP${'9'.repeat(32)}` }, false],
	[
		'no TwiML App, which is hidden',
		{ ApplicationSid: '', ApiVersion: `2010ApplicationSidAP${'1'.repeat(32)}` },
		false,
	],
	['its account', { Zz: `AccountSid${VOICE_REQUEST.AccountSid}` }, false],
	['the end of a message', { Zz: 'ContentTypeapplication/json' }, false],
	['that of one of another type', { Zz: 'ContentTypetext/plain' }, false],
])('which call it is, with %s among the parameters, is certain: %s', (_name, changes, expected) => {
	expect(read(changes)).toMatchObject({ callSid: VOICE_REQUEST.CallSid, isCertain: expected });
	expect(read(changes, 'each')).toMatchObject({ isCertain: true });
});
