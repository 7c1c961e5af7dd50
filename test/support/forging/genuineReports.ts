import fc from 'fast-check';

import { CHILD_STATUS, JOIN, LEAVE, PLACED_STATUS, STREAM, VOICE_REQUEST } from '../callReports';
import { MESSAGE } from '../signedRequests';
import {
	asForm,
	asGet,
	asHashedJson,
	asJsonSignedLikeAForm,
	type Genuine,
	type Message,
} from './genuine';
import { reportByHash } from './planted';
import { plantedIn } from './reportPlants';
import { BY_AUTH_TOKEN, BY_SHARED_KEY } from './schemes';

export type ReportKind = 'callStatus' | 'participant' | 'stream' | 'other' | 'voice' | 'message';

/** A callback that Twilio made, and what kind it is. */
export interface GenuineReport extends Genuine {
	readonly kind: ReportKind;
}

interface Told {
	readonly kind: ReportKind;
	readonly parameters: fc.Arbitrary<Message>;
	/** Parameters that Twilio may add one day. */
	readonly extras: ReadonlyArray<readonly [name: string, value: string]>;
}

const CALL_STATUS_URL = 'https://n8n.example.com/webhook/4c1d0a7e/call-status';
const URLS = [CALL_STATUS_URL, `${CALL_STATUS_URL}?node=abc`, `${CALL_STATUS_URL}?a=it's&B=`];

const EXTRAS = [
	['AApp', 'x'],
	['ApiX', ''],
	['B', ''],
	['CallToken', 'ey'],
	['EdgeLocation', 'ashburn'],
	['Geo', '1'],
	['PublicName', ''],
	['StirVerstat', 'TN-Validation-Passed-A'],
	['Tk', '1'],
	['Zone', 'eu'],
	['__proto__', 'y'],
	['é', '😀'],
] as const;

/*
 * Known, and accepted: where an app overwrote From or To (they differ from Caller or Called), and Twilio one day adds a
 * parameter that sorts right behind it, that can be made part of the app's own text. So the two do not come together here.
 * The same is true of the names of a conference and of a participant, which nothing else repeats.
 */
const OF_CONFERENCE = EXTRAS.filter(
	([name]) =>
		!(name > 'FriendlyName' && name < 'Hold') && !(name > 'ParticipantLabel' && name < 'S'),
);

const ended = {
	CallDuration: '42',
	CallStatus: 'completed',
	Duration: '1',
	SipResponseCode: '200',
};
const statuses = fc.constantFrom<Message>(
	{ CallStatus: 'initiated', SequenceNumber: '0' },
	{ CallStatus: 'ringing', SequenceNumber: '1' },
	{ CallStatus: 'in-progress', SequenceNumber: '2' },
	{ ...ended, SequenceNumber: '3' },
	{ ...ended, CallDuration: '0', CallStatus: 'no-answer', SequenceNumber: '12' },
);

const PLACES = { City: 'SAN FRANCISCO', Country: 'US', State: 'CA', Zip: '' };
const placesOf = (party: string): Message =>
	Object.fromEntries(Object.entries(PLACES).map(([place, value]) => [party + place, value]));

const PHONE = {
	Called: '+15005550009',
	To: '+15005550009',
	...placesOf('Called'),
	...placesOf('To'),
};
const without = (parameters: Message, left: (name: string) => boolean): Message =>
	Object.fromEntries(Object.entries(parameters).filter(([name]) => !left(name)));
const isOfCaller = (name: string) => /^(Caller|From)/.test(name);
const CHILD_OF_APP = {
	...without(CHILD_STATUS, isOfCaller),
	Caller: 'client:bob',
	From: 'client:bob',
};
const REST_STATUS = {
	...without(CHILD_STATUS, (name) => name === 'ParentCallSid'),
	Direction: 'outbound-api',
};

const legs = fc
	.tuple(
		fc.constantFrom<Message>(
			CHILD_STATUS,
			{ ...CHILD_STATUS, ...placesOf('From') },
			{ ...CHILD_STATUS, ...PHONE },
			CHILD_OF_APP,
			{ ...CHILD_OF_APP, ...PHONE },
			REST_STATUS,
		),
		statuses,
	)
	.map(([leg, status]) => ({ ...leg, ...status }));

const changed = (base: Message, changes: fc.Arbitrary<Message>) =>
	changes.map((some): Message => ({ ...base, ...some }));

// An app on the call chooses both: its own parameters of these names overwrite them. But no To begins with "to": the door
// reads an empty one with a parameter `to` behind, as Twilio was seen to report it, and takes the other for no party.
const overwritten = fc.record(
	{
		From: fc.oneof(
			{ weight: 4, arbitrary: plantedIn('From') },
			fc.constantFrom('+15005550006', 'bob'),
		),
		To: fc.oneof(
			{ weight: 4, arbitrary: plantedIn('To') },
			fc.constantFrom('+15005550009', 'carol', 'client:alice'),
		),
	},
	{ requiredKeys: [] },
);

// Who writes the TwiML may let an app choose these.
const names = fc.record(
	{
		FriendlyName: plantedIn('FriendlyName'),
		ParticipantLabel: fc.oneof(
			plantedIn('ParticipantLabel'),
			fc.constantFrom('', 'bob', 'BobRICH', 'EndingConferencebob'),
		),
	},
	{ requiredKeys: [] },
);
const OTHER_EVENTS = ['participant-mute', 'participant-leav', 'conference-end', 'announcement-end'];

// An app chooses names and values of its own parameters.
const ownLikeStatus = fc.record(
	{
		CallDuration: fc.constant('7'),
		CallSt: fc.constant('xCallStatuscompleted'),
		ParentCallSid: fc.constant(JOIN.CallSid),
		SequenceNumber: fc.constant('9'),
		Timestamp: fc.constant(JOIN.Timestamp),
	},
	{ requiredKeys: ['SequenceNumber', 'Timestamp'] },
);
const isOwn = ([name]: readonly [string, string]) => !(name in VOICE_REQUEST);
const ownLikeConference = fc
	.subarray(Object.entries(LEAVE).filter(isOwn))
	.map((pairs): Message => Object.fromEntries(pairs));
const ownLikeStream = fc
	.subarray(Object.entries(STREAM).filter(isOwn))
	.map((pairs): Message => Object.fromEntries(pairs));
const ownHash = fc.constant({ bodySHA256: reportByHash.hash });
const readable = fc.oneof(ownLikeStatus, ownLikeConference, ownLikeStream, ownHash);
const anyName = fc.oneof(
	fc.constantFrom('A', 'CallSidA', 'SequenceNumber', 'Zz', '__proto__', 'to'),
	plantedIn(''),
);
const anyOnes = fc
	.array(fc.tuple(anyName, plantedIn('')), { maxLength: 3 })
	.map((pairs): Message => Object.fromEntries(pairs));
const ownParameters = fc
	.tuple(fc.oneof(fc.constant({}), readable), fc.oneof(fc.constant({}), anyOnes))
	.map(([some, others]): Message => ({ ...some, ...others }));

const voiceRequests = fc
	.tuple(overwritten, ownParameters)
	.map(([parties, own]): Message => ({ ...own, ...VOICE_REQUEST, ...parties }));

/** What nobody but Twilio chose a word of. */
const PLAIN: readonly Told[] = [
	{ kind: 'callStatus', parameters: legs, extras: EXTRAS },
	{ kind: 'callStatus', parameters: fc.constant(PLACED_STATUS), extras: EXTRAS },
	...[JOIN, LEAVE, without(JOIN, (name) => name === 'ParticipantLabel')].map((report): Told => ({
		kind: 'participant',
		parameters: fc.constant(report),
		extras: OF_CONFERENCE,
	})),
	{ kind: 'stream', parameters: fc.constant(STREAM), extras: EXTRAS },
	{ kind: 'voice', parameters: fc.constant(VOICE_REQUEST), extras: [] },
];

/** The same with what an app on the call chose, or may have been let choose. */
const PLANTED: readonly Told[] = [
	...PLAIN.slice(0, 1),
	...PLAIN.slice(0, 1),
	{ kind: 'callStatus', parameters: changed(PLACED_STATUS, overwritten), extras: [] },
	{ kind: 'participant', parameters: changed(JOIN, names), extras: [] },
	{ kind: 'participant', parameters: changed(LEAVE, names), extras: [] },
	{
		kind: 'other',
		parameters: fc
			.tuple(changed(JOIN, names), fc.constantFrom(...OTHER_EVENTS))
			.map(([report, StatusCallbackEvent]) => ({ ...report, StatusCallbackEvent })),
		extras: [],
	},
	{
		kind: 'stream',
		parameters: plantedIn('StreamName').map((StreamName) => ({ ...STREAM, StreamName })),
		extras: EXTRAS,
	},
	{
		kind: 'other',
		parameters: fc
			.tuple(plantedIn('StreamName'), fc.constantFrom('stream-stopped', 'stream-error'))
			.map(([StreamName, StreamEvent]) => ({ ...STREAM, StreamName, StreamEvent })),
		extras: EXTRAS,
	},
	{ kind: 'voice', parameters: voiceRequests, extras: [] },
	{ kind: 'voice', parameters: changed(VOICE_REQUEST, readable), extras: [] },
	{ kind: 'voice', parameters: changed(VOICE_REQUEST, ownLikeStatus), extras: [] },
	{
		kind: 'message',
		parameters: plantedIn('Content').map((text) => ({ ...MESSAGE, Content: JSON.stringify(text) })),
		extras: EXTRAS,
	},
	{
		kind: 'message',
		parameters: plantedIn('Content').map((Content) => ({ ...MESSAGE, Content })),
		extras: EXTRAS,
	},
];

function sent({ kind, parameters, extras }: Told): fc.Arbitrary<GenuineReport> {
	return fc
		.tuple(
			parameters,
			fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...extras])),
			fc.constantFrom(...URLS),
			fc.constantFrom(asForm, asForm, asForm, asJsonSignedLikeAForm, asHashedJson, asGet),
			fc.constantFrom(BY_AUTH_TOKEN, BY_SHARED_KEY),
		)
		.map(([base, added, url, send, scheme]) => ({
			...send(Object.fromEntries([...Object.entries(base), ...added]), url, scheme),
			kind,
		}));
}

/** Any report that holds nothing but what Twilio says, in each way Twilio may send and sign it. */
export const plainReports = fc.oneof(...PLAIN.map(sent));

/** Any callback that may reach the call-status URL, with whatever an app on the call could plant in it. */
export const plantedReports = fc.oneof(...PLANTED.map(sent));
