import { readConferenceReport } from '../../../../nodes/TwilioCallMessages/twilio/callback/conferenceCallback';
import { JOIN, LEAVE, readerOf, without, type Fields } from '../../../support/callReports';

const { readPairs, readFields } = readerOf(readConferenceReport);

describe('what a conference reports', () => {
	it.each([
		['participant-join', JOIN, 2],
		['participant-leave', LEAVE, 3],
	])('is read: %s', (event, fields, sequenceNumber) => {
		expect(readFields(fields)).toEqual({
			kind: 'participant',
			event,
			accountSid: JOIN.AccountSid,
			callSid: JOIN.CallSid,
			conferenceSid: JOIN.ConferenceSid,
			friendlyName: 'Support',
			label: 'alice',
			muted: true,
			hold: false,
			coaching: false,
			sequenceNumber,
			timestamp: new Date(JOIN.Timestamp),
			parameters: Object.entries(fields),
		});
	});

	it('has no label where Twilio names none', () => {
		expect(readFields(without(JOIN, 'ParticipantLabel'))).toMatchObject({ label: null });
	});

	it.each([
		'conference-start',
		'conference-end',
		'participant-mute',
		'participant-speech-start',
		'announcement-end',
	])('is nothing to do with %s', (StatusCallbackEvent) => {
		const event = { ...JOIN, StatusCallbackEvent };
		expect(readFields(event)).toEqual({ kind: 'other', accountSid: JOIN.AccountSid });
	});

	it('is nothing to do with what has no participant', () => {
		const fields = without(JOIN, 'CallSid', 'Coaching', 'Hold', 'Muted', 'ParticipantLabel');
		const event = { ...fields, StatusCallbackEvent: 'conference-start' };
		expect(readFields(event)).toEqual({ kind: 'other', accountSid: JOIN.AccountSid });
		expect(readFields({ ...event, FriendlyName: 'StatusCallbackEvent' })).toBeUndefined();
	});

	it.each([
		'AccountSid',
		'CallSid',
		'Coaching',
		'FriendlyName',
		'Hold',
		'Muted',
		'SequenceNumber',
		'StatusCallbackEvent',
		'Timestamp',
	])('is refused without %s', (missing) => {
		expect(readFields(without(JOIN, missing))).toBeUndefined();
		expect(readFields(without(JOIN, missing), 'each')).toBeUndefined();
	});

	it.each(Object.entries(JOIN))('is refused with %s twice', (name, value) => {
		expect(readPairs([...Object.entries(JOIN), [name, value]])).toBeUndefined();
	});

	it.each<[string, Fields]>([
		['an account of another kind', { AccountSid: JOIN.CallSid }],
		['a conference of another kind', { ConferenceSid: JOIN.CallSid }],
		['a call of another kind', { CallSid: JOIN.ConferenceSid }],
		['an event of another kind', { StatusCallbackEvent: 'stream-started' }],
		['a switch that is none', { Muted: 'True' }],
		['a sequence number that is none', { SequenceNumber: '-1' }],
		['a date that is none', { Timestamp: 'Fri, 31 Feb 2022 22:02:49 +0000' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...JOIN, ...changes })).toBeUndefined();
		expect(readFields({ ...JOIN, ...changes }, 'each')).toBeUndefined();
	});

	it.each<[string, Fields]>([
		['words of callbacks in the name of the room', { FriendlyName: 'On Hold, Muted, Coaching' }],
		['a supervisor', { CallSidToCoach: JOIN.CallSid, Coaching: 'true' }],
		['what Twilio may say one day', { ApiVersion: '2010-04-01', Region: 'us1', Zone: 'eu' }],
	])('is read with %s', (_name, changes) => {
		const base = 'Region' in changes ? without(JOIN, 'ParticipantLabel') : JOIN;
		expect(readFields({ ...base, ...changes })).toMatchObject({ kind: 'participant' });
	});

	const VICTIM = `CA${'9'.repeat(32)}`;

	it.each<[string, Fields]>([
		['a call planted in the name of the room', { FriendlyName: `aCallSid${VICTIM}` }],
		['a name that ends elsewhere', { FriendlyName: 'Sup', Hol: 'x' }],
		['a name with another end', { FriendlyName: 'aHoldtrueMutedtrue' }],
		['something between Hold and Muted', { Hp: '' }],
		['both of them in the name of the room', { FriendlyName: 'aHoldtrueMutedb', Hp: '' }],
		['a label that ends elsewhere', { ParticipantLabel: 'ali', Paul: '' }],
		['an event that ends early', { StatusCallbackEvent: 'participant-leav', eTimestamp: '' }],
		['a name that swallowed another', { EndCallSid: VICTIM }],
		['a label hidden in a name', { ParticipantLabelEndingConference: 'bob' }],
		[
			'another report in its label',
			{ ParticipantLabel: 'aSequenceNumber9StatusCallbackEventparticipant-join' },
		],
		['a label that a reason was cut out of', { ReasonParticipantLeft: 'x' }],
		['the words of a message', { ParticipantLabel: 'ContentType' }],
		['the words of a status', { FriendlyName: 'CallStatus' }],
		['the words of a stream', { FriendlyName: 'StreamSid' }],
	])('is refused with %s', (_name, changes) => {
		expect(readFields({ ...JOIN, ...changes })).toBeUndefined();
	});

	it('is read with any name of the room where each parameter is proven', () => {
		const FriendlyName = `aCallSid${VICTIM}`;
		expect(readFields({ ...JOIN, FriendlyName }, 'each')).toMatchObject({
			callSid: JOIN.CallSid,
			friendlyName: FriendlyName,
		});
	});

	it.each<[string, Fields]>([
		['somebody leaves, with a label that goes on', { ParticipantLabel: 'aReasonParticipantLeftb' }],
		['somebody leaves, with a label that ends elsewhere', { Paul: '' }],
	])('is refused when %s', (_name, changes) => {
		expect(readFields({ ...LEAVE, ...changes })).toBeUndefined();
	});
});
