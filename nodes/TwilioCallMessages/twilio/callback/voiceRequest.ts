import type { LegParties } from '../callLeg';
import { isSid } from '../sids';
import { isUrlExtended, type Addressed } from './boundaries';
import { CALL_STATUSES } from './callStatusCallback';
import { isAccountSaidOnce, joined, type Joined } from './joinedText';
import { placeNames, valuesByName, type Coverage, type Parameters } from './parameters';

/** Twilio asks what to do with a call. */
export interface VoiceRequest extends LegParties {
	readonly kind: 'voice';
	readonly accountSid: string;
	readonly callSid: string;
	/** The TwiML App through which an app placed the call. */
	readonly applicationSid: string | null;
	readonly status: string;
	/** What the app gave to `connect()`, by the names it chose. */
	readonly ownParameters: Readonly<Record<string, string>>;
	/** All that Twilio sent. */
	readonly parameters: Parameters;
	/** Whether it is certain which call it is: an app could plant another in its parameters. */
	readonly isCertain: boolean;
}

const NAMES = [
	'AccountSid',
	'ApplicationSid',
	'CallSid',
	'CallStatus',
	'Called',
	'Caller',
	'Direction',
	'From',
	'To',
] as const;

/** What Twilio says itself. Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application */
const STANDARD_NAMES = new Set<string>([
	...NAMES,
	...['Called', 'Caller', 'From', 'To'].flatMap(placeNames),
	'ApiVersion',
	'CallToken',
	'CalledVia',
	'CallerName',
	'ForwardedFrom',
	'ParentCallSid',
	'StirPassportToken',
	'StirVerstat',
	'bodySHA256',
]);

const BEGUN = /^(queued|ringing|in-progress)$/;

/**
 * Reads the request for TwiML from the parameters of a callback, or returns undefined when they are not exactly one. The
 * app that placed the call chooses names and values of parameters of its own, and may overwrite From and To.
 * Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
export function readVoiceRequest(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): VoiceRequest | undefined {
	const values = valuesByName(parameters, NAMES, covers);
	if (values === undefined) return undefined;
	const text = (name: (typeof NAMES)[number]) => values.get(name) ?? '';
	const [accountSid, callSid, status] = [text('AccountSid'), text('CallSid'), text('CallStatus')];
	const applicationSid = text('ApplicationSid');
	if (!isSid('AC', accountSid) || !isSid('CA', callSid) || !BEGUN.test(status)) return undefined;
	if (isUrlExtended(request, accountSid)) return undefined;
	return {
		kind: 'voice',
		accountSid,
		callSid,
		applicationSid: isSid('AP', applicationSid) ? applicationSid : null,
		status,
		direction: text('Direction'),
		from: text('From'),
		to: text('To'),
		caller: text('Caller'),
		called: text('Called'),
		ownParameters: Object.fromEntries(
			parameters.filter(([name]) => name !== '' && !STANDARD_NAMES.has(name)),
		),
		parameters,
		isCertain:
			covers === 'each' || isOfOneCall(accountSid, applicationSid, joined(parameters, request.url)),
	};
}

/**
 * All that the app chose: its own parameters, and From and To where they are not what Twilio says beside them. Whether Twilio
 * sends such a From or To again, when it asks another URL about the call, is not known.
 */
export function chosenByApp(request: VoiceRequest): Readonly<Record<string, string>> {
	const { from, to, caller, called, ownParameters } = request;
	return {
		...ownParameters,
		...(from !== caller && { From: from }),
		...(to !== called && { To: to }),
	};
}

const A_STATUS = new RegExp(`CallStatus(?:${CALL_STATUSES.join('|')})`);

/**
 * Tells whether parameters under a joined signature can be cut so that they name one call only. What an app chose can
 * stand anywhere, and may hold whole parameters; but Twilio says account, TwiML App, caller and status once and, before the
 * status, the call. Where each of these is there once, it is Twilio's.
 */
function isOfOneCall(accountSid: string, applicationSid: string, signed: Joined): boolean {
	const { text } = signed;
	const [upToStatus = '', ...behind] = text.split(A_STATUS);
	return (
		behind.length === 1 &&
		isAccountSaidOnce(accountSid, signed) &&
		(text.match(/ApplicationSidAP[0-9a-f]{32}/gi) ?? []).length ===
			(applicationSid === '' ? 0 : 1) &&
		text.split('Callerclient:').length <= 2 &&
		upToStatus.split(/CallSidCA[0-9a-f]{32}/i).length === 2 &&
		!text.includes('ContentType')
	);
}
