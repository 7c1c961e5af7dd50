import { CHILD_STATUS, LEAVE, PLACED_STATUS, STREAM } from '../callReports';
import { MESSAGE } from '../signedRequests';

const PLACES = ['Called', 'Caller', 'From', 'To'].flatMap((party) =>
	['City', 'Country', 'State', 'Zip'].map((place) => party + place),
);

const CONFERENCE = without(LEAVE, 'EndConferenceOnExit', 'StartConferenceOnEnter');

/** The names that a report of each kind needs, in order: the more there are, the less is left to park. */
export const AIMS: readonly [readonly string[], ...string[][]] = [
	without(CHILD_STATUS, 'ApiVersion', 'CallbackSource', ...PLACES),
	without(PLACED_STATUS, 'ApiVersion', 'ApplicationSid', 'CallbackSource', 'Duration'),
	without(
		PLACED_STATUS,
		'ApiVersion',
		'ApplicationSid',
		'CallDuration',
		'CallbackSource',
		'Duration',
	),
	CONFERENCE,
	CONFERENCE.filter((name) => name !== 'ParticipantLabel'),
	CONFERENCE.filter((name) => !['ReasonParticipantLeft', 'ParticipantCallStatus'].includes(name)),
	without(STREAM, 'StreamName'),
	['AccountSid', 'CallSid', 'CallStatus', 'Direction', 'From'],
];

const NAMES = [
	...new Set([MESSAGE, CHILD_STATUS, LEAVE, PLACED_STATUS, STREAM].flatMap(Object.keys)),
	...PLACES,
	'CallSt',
	'to',
];

/** Everywhere a text says a name that Twilio uses, or one to hide something in. */
export function placesOfNames(
	text: string,
): Array<{ readonly name: string; readonly place: number }> {
	return NAMES.flatMap((name) => placesOf(name, text).map((place) => ({ name, place }))).sort(
		(a, b) => a.place - b.place || b.name.length - a.name.length,
	);
}

function placesOf(name: string, text: string): number[] {
	const places: number[] = [];
	for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) places.push(at);
	return places;
}

const SHAPES: ReadonlyArray<readonly [name: RegExp, value: RegExp]> = [
	[/Sid$/, /[A-Z]{2}[0-9a-f]{32}/y],
	[/^(?:SequenceNumber|CallDuration)$/, /\d+/y],
	[/^Timestamp$/, /\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+\d{4}/y],
	[/^(?:Hold|Muted|Coaching)$/, /true|false/y],
	[/^CallStatus$/, /initiated|ringing|in-progress|completed|no-answer/y],
	[/^Direction$/, /inbound|outbound-(?:dial|api)/y],
	[/^StatusCallbackEvent$/, /participant-(?:join|leave|mute)/y],
	[/^StreamEvent$/, /stream-(?:started|stopped|error)/y],
];

/** Where the value of a name ends that has a shape; where it begins, when it has none. */
export function endOfValue(name: string, text: string, start: number): number {
	const shape = SHAPES.find(([names]) => names.test(name))?.[1];
	if (shape === undefined) return start;
	shape.lastIndex = start;
	return shape.test(text) ? shape.lastIndex : start;
}

function without(parameters: Readonly<Record<string, string>>, ...left: string[]): string[] {
	return Object.keys(parameters)
		.filter((name) => !left.includes(name))
		.sort();
}
