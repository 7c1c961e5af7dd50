import { readCallStatus } from '../../../../nodes/TwilioCallMessages/twilio/callback/callStatusCallback';
import {
	CHILD_STATUS,
	PLACED_STATUS,
	readerOf,
	without,
	type Fields,
} from '../../../support/callReports';

const { readFields } = readerOf(readCallStatus);

describe('a call that an app places, whose parameters overwrite From and To', () => {
	it.each<[string, Fields]>([
		['another From', { From: 'Bob' }],
		['a number to call', { To: '+15005550009' }],
		['a parameter named to', { to: '+15005550009' }],
		[
			'what was recorded',
			{ RecordingDuration: '41', RecordingSid: 'RE1', RecordingUrl: 'https://x' },
		],
		['names of people that are words of callbacks', { From: 'client:To', To: 'client:From' }],
	])('is read with %s', (_name, changes) => {
		expect(readFields({ ...PLACED_STATUS, ...changes })).toMatchObject({
			callSid: PLACED_STATUS.CallSid,
			from: changes['From'] ?? 'client:bob',
			to: changes['To'] ?? '',
		});
	});

	const VICTIM = `CA${'9'.repeat(32)}`;

	it.each<[string, Fields]>([
		['a parent', { ParentCallSid: VICTIM }],
		['a parent planted in From', { From: 'client:bob', ParentCallSid: VICTIM }],
		['a call planted in From', { From: `client:bobCallSid${VICTIM}` }],
		['a status planted in To', { To: 'client:bobCallStatusringing' }],
		['what was recorded behind another From', { From: 'Bob', RecordingSid: 'RE1' }],
		['another end of From', { From: 'client:', Paul: '' }],
		['a From that goes on with what stands behind it', { From: 'client:bobQueueTime0' }],
		['a From that goes on with where it is from', { From: 'BobFromCity' }],
		['a From hidden in what stands before it', { Duration: '1Fromx' }],
		['a From hidden in a name before it', { EFromx: '' }],
		['a From that goes on with what was recorded', { From: 'BobRecordingSid' }],
		['places behind a number that is not the caller', { From: '+15005550009', FromCity: '' }],
		['another end of To', { To: 'client:', Zoe: '' }],
		['a name behind a To that says nothing', { Zoe: '' }],
		['a parameter named to behind a To', { To: '+15005550009', to: '1' }],
		['another beginning of To', { Timex: 'ToZoe' }],
		['a To that goes on with where it is', { To: '+15005550009ToCitySF' }],
		['a To that swallowed a parameter to', { To: 'to+15005550009' }],
		['its TwiML App hidden in a value', { ApplicationSid: 'x', ApiVersion: 'ApplicationSid' }],
		['another account', { To: PLACED_STATUS.AccountSid }],
		['the words of a conference', { To: 'ConferenceSid' }],
		['the words of a stream', { To: 'StreamSid' }],
		['the words of a message', { To: 'ContentType' }],
		['a name that swallowed another', { [`ApiVersion2010CallSid${VICTIM}`]: '' }],
		['a caller that swallowed another', { Called: 'Callerclient:' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...PLACED_STATUS, ...changes })).toBeUndefined();
	});

	it('is refused when its caller is hidden in a value', () => {
		const fields = { ...without(PLACED_STATUS, 'Caller'), ApiVersion: '2010Callerclient:bob' };
		expect(readFields(fields)).toBeUndefined();
	});

	it('is read with all of that where each parameter is proven', () => {
		const changes = { From: `client:bobCallSid${VICTIM}`, Zoe: 'ContentType', ToCity: 'SF' };
		expect(readFields({ ...PLACED_STATUS, ...changes }, 'each')).toMatchObject({
			callSid: PLACED_STATUS.CallSid,
			from: changes.From,
		});
	});
});

describe('a leg that was dialled', () => {
	const leg = without(CHILD_STATUS, 'FromCity', 'FromCountry', 'FromState', 'FromZip');

	it.each<[string, Fields]>([
		['places behind the number of a phone', { ...CHILD_STATUS }],
		[
			'the name of an app that goes on with Caller',
			{ ...leg, From: 'client:Caller', Caller: 'client:Caller' },
		],
		['no parent', without(CHILD_STATUS, 'ParentCallSid')],
		['another name for the caller', { ...leg, From: 'Bob', Caller: 'client:bob' }],
	])('is read with %s', (_name, fields) => {
		expect(readFields(fields)).toMatchObject({
			callSid: CHILD_STATUS.CallSid,
			from: fields['From'],
		});
	});

	it.each<[string, Fields]>([
		['a second parent', { From: `client:bobParentCallSid${CHILD_STATUS.CallSid}` }],
		['a parent hidden in a value', { StirVerstat: 'ParentCallSid' }],
		['a call hidden in a value', { StirVerstat: 'CallSid' }],
		['a parent hidden in a name', { QParentCallSid: CHILD_STATUS.CallSid }],
		['a duration hidden in a value', { ApplicationSid: 'CallDuration42' }],
		['something between a name and the parent', { From: 'Bob', Media: '' }],
		['a name in front of From that nobody knows', { From: 'Bob', E164: '' }],
		['a number in front of From that is no duration', { From: 'Bob', E164: '1' }],
		[
			'places behind the name of an app',
			{ From: 'client:bob', Caller: 'client:bob', FromCity: '' },
		],
		['another name in front of To', { Titles: '' }],
		['names behind a To that is not what was called', { To: 'client:carol', Zone: '' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...leg, ...changes })).toBeUndefined();
		expect(readFields({ ...leg, ...changes }, 'each')).toBeDefined();
	});

	it('is read with more behind what was called', () => {
		expect(readFields({ ...leg, Zone: 'eu' })).toMatchObject({ to: 'client:alice' });
	});
});
