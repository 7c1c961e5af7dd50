import fc from 'fast-check';

import { ACCOUNT_SID } from '../signedRequests';
import { bodyByHash, reportByHash, VICTIM } from './planted';

/** A date that no genuine report has. */
const OTHER_DATE = 'Mon, 05 Dec 2022 22:02:49 +0000';

/** What an adversary wants a report of each kind to say, in the order in which Twilio joins it. */
const WHOLE: ReadonlyArray<ReadonlyArray<readonly [name: string, value: string]>> = [
	[
		['AccountSid', ACCOUNT_SID],
		['CallDuration', '7'],
		['CallSid', VICTIM],
		['CallStatus', 'completed'],
		['Called', ''],
		['Caller', 'client:eve'],
		['Direction', 'inbound'],
		['From', 'client:eve'],
		['FromCity', ''],
		['SequenceNumber', '9'],
		['Timestamp', OTHER_DATE],
		['To', ''],
		['ToCity', ''],
	],
	[
		['AccountSid', ACCOUNT_SID],
		['CallSid', VICTIM],
		['CallStatus', 'ringing'],
		['Called', 'client:eve'],
		['Caller', '+15005550001'],
		['Direction', 'outbound-dial'],
		['From', '+15005550001'],
		['ParentCallSid', VICTIM],
		['SequenceNumber', '9'],
		['Timestamp', OTHER_DATE],
		['To', 'client:eve'],
	],
	[
		['AccountSid', ACCOUNT_SID],
		['CallSid', VICTIM],
		['Coaching', 'false'],
		['ConferenceSid', `CF${'9'.repeat(32)}`],
		['FriendlyName', 'Vault'],
		['Hold', 'true'],
		['Muted', 'true'],
		['ParticipantLabel', 'eve'],
		['ReasonParticipantLeft', 'moderator'],
		['SequenceNumber', '9'],
		['StatusCallbackEvent', 'participant-join'],
		['Timestamp', OTHER_DATE],
	],
	[
		['AccountSid', ACCOUNT_SID],
		['CallSid', VICTIM],
		['StreamEvent', 'stream-started'],
		['StreamName', 'x'],
		['StreamSid', `MZ${'9'.repeat(32)}`],
		['Timestamp', OTHER_DATE],
	],
];

const PIECES = [...new Set(WHOLE.flat().map((pair) => pair.join('')))].sort();

/** What begins a parameter to hide the genuine rest in, or a word that a genuine name makes longer. */
const ENDS = ['', 'Sx', 'Zz', 'z', 'Participant', 'ContentType'];

const whole = fc.constantFrom(...WHOLE);

/** Some of a report, of names that sort behind the one whose value it is planted in. */
const stretch = (name: string) =>
	fc.tuple(whole, fc.nat({ max: 5 }), fc.nat({ max: 12 })).map(([pairs, from, length]) =>
		pairs
			.filter(([other]) => other > name)
			.slice(from, from + length + 1)
			.map((pair) => pair.join(''))
			.join(''),
	);

const query = whole.map(
	(pairs) => `&${pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')}&Z=`,
);

/** Text that holds whole parameters, to be cut out of the value of a parameter of the given name. */
export const plantedIn = (name: string) =>
	fc
		.tuple(
			fc.constantFrom('', 'alice', 'client:bob', '+15005550006', 'tax', 'RICH'),
			fc.oneof(
				{ weight: 6, arbitrary: stretch(name) },
				{ weight: 2, arbitrary: stretch('') },
				{ weight: 2, arbitrary: fc.subarray(PIECES, { maxLength: 5 }).map((all) => all.join('')) },
				{ weight: 1, arbitrary: query },
				{ weight: 1, arbitrary: fc.constantFrom(bodyByHash.planted, reportByHash.planted) },
			),
			fc.constantFrom(...ENDS),
		)
		.map((parts) => parts.join(''));
