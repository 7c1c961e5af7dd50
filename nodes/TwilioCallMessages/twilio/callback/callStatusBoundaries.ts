import type { LegParties } from '../callLeg';
import { isAccountSaidOnce, isInNamesOnly, namesBehind, type Joined } from './joinedText';
import { placeNames } from './parameters';
import { parseCount } from './shapes';

/** Who a status says is on the call. */
type StatusParties = LegParties & {
	readonly accountSid: string;
	readonly parentCallSid: string | null;
};

/** Said once by a status, and never by another kind of callback or within a value. */
const LANDMARKS = [
	'ApplicationSid',
	'CallDuration',
	'CallStatus',
	'Direction',
	'SequenceNumber',
	'Timestamp',
];

/**
 * Tells whether parameters under a joined signature are those that Twilio joined. What an app on a call can choose is From
 * and To, which its own parameters of these names overwrite, and they may hold whole parameters. So:
 *
 * - the names that every status has are said once, and their values have a shape that ends where it ends. Then each
 *   stands where Twilio wrote it, with the same value, whatever else there is;
 * - only a leg that was dialled has a parent, and behind it is nothing that an app chose;
 * - From and To end where `isFromWhole` and `isToWhole` say.
 */
export function isStatusCutByTwilio(report: StatusParties, text: Joined): boolean {
	const isDialled = report.direction === 'outbound-dial';
	return (
		isAccountSaidOnce(report.accountSid, text) &&
		LANDMARKS.every((name) => isInNamesOnly(name, text)) &&
		isInNamesOnly('CallSid', text, ['CallSid', 'ParentCallSid']) &&
		!/ConferenceSid|StreamSid|ContentType/.test(text.text) &&
		(isDialled || report.parentCallSid === null) &&
		isPartyWhole('Called', report.called, text) &&
		isPartyWhole('Caller', report.caller, text) &&
		isFromWhole(report, text) &&
		isToWhole(report, text)
	);
}

/** A number, an app, a SIP address, or a word such as `anonymous` for who does not show a number. */
const PARTY = /^(\+?[\d*#]*|client:.+|sips?:.+|\+?[a-z]+)$/i;
const PHONE_NUMBER = /^\+\d+$/;

/** What Twilio says beside From and To, which no app can choose: not hidden where it is not named. */
function isPartyWhole(party: string, value = '', text: Joined): boolean {
	const isNamed = text.pairs.some(([name]) => name === party);
	return PARTY.test(value) && (isNamed || isInNamesOnly(party, text, placeNames(party)));
}

/**
 * From is what Caller says, unless an app overwrote it. Only of a phone, which cannot, where it is from may stand in between
 * From and the next landmark; and what was recorded, where Caller says the same.
 */
function isFromWhole({ from, caller = '' }: StatusParties, text: Joined): boolean {
	if (from === caller && PHONE_NUMBER.test(from)) return true;
	const isNamed = text.pairs.some(([name]) => name === 'From');
	if (!isNamed) return !text.text.includes('From');
	const [name, value] = text.pairs.filter(([other]) => other < 'From').at(-1) ?? ['', ''];
	const isBegun = name === 'Direction' || (name === 'Duration' && parseCount(value) !== undefined);
	const [next = ''] = namesBehind('From', text);
	const isOver =
		next === 'ParentCallSid' ||
		next === 'SequenceNumber' ||
		(from === caller && next.startsWith('Recording'));
	return isBegun && isOver && !hasSwallowed(from, caller, /From[CSZ]|Recording[SUD]/);
}

/** The same for To and Called, which is empty for a call that an app places. To is the last that Twilio writes. */
function isToWhole({ to, called = '' }: StatusParties, text: Joined): boolean {
	const [first, ...others] = namesBehind('Timestamp', text);
	if (first === undefined) return true;
	if (first !== 'To') return false;
	if (to === called && to !== '') return true;
	// Some apps have a parameter of that name with a small letter; nobody is called by a name that begins so.
	const isLast = to === '' ? others.every((name) => name === 'to') : others.length === 0;
	return isLast && !to.startsWith('to') && !hasSwallowed(to, called, /To[CSZ]/);
}

/** Tells whether a party goes on with what Twilio may say behind it. */
const hasSwallowed = (party: string, twin: string, behind: RegExp) =>
	behind.test(party) || (twin !== '' && party !== twin && party.startsWith(twin));
