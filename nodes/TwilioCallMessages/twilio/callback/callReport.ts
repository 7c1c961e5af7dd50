import { isEnded } from '../callLeg';
import type { Addressed } from './boundaries';
import { readCallStatus, type CallStatusReport } from './callStatusCallback';
import {
	readConferenceReport,
	type OtherReport,
	type ParticipantReport,
} from './conferenceCallback';
import { joined } from './joinedText';
import type { Coverage, Parameters } from './parameters';
import { readStreamReport, type StreamReport } from './streamCallback';
import { readVoiceRequest, type VoiceRequest } from './voiceRequest';

/** What Twilio says of a call: of a leg, of a conference it is in, of a stream of its audio, or that it wants TwiML. */
export type CallReport =
	CallStatusReport | ParticipantReport | StreamReport | OtherReport | VoiceRequest;

/**
 * Reads any report from the parameters of a callback, or returns undefined when they are not exactly one. People
 * register one URL for all of them, and sometimes that of another. What has the status of a call is of a leg, and otherwise
 * the SID tells that a report alone has. An app chooses parameters of the call it places, but it cannot make its request
 * for TwiML anything else: of such a call Twilio reports the end alone.
 */
export function readCallReport(
	parameters: Parameters,
	request: Addressed,
	covers: Coverage,
): CallReport | undefined {
	const has = (wanted: string) => parameters.some(([name]) => name === wanted);
	if (!has('CallStatus')) {
		const readReport = has('StreamSid') ? readStreamReport : readConferenceReport;
		return readReport(parameters, request, covers);
	}
	const status = readCallStatus(parameters, request, covers);
	const isPlaced =
		has('ApplicationSid') &&
		parameters.some(([name, value]) => `${name} ${value}` === 'Direction inbound');
	if (status && (!isPlaced || isEnded(status))) return status;
	// Only an app could have put this word into a request for TwiML, and has none where it did not place the call.
	const isReport = !isPlaced && joined(parameters).text.includes('CallbackSource');
	return isReport ? undefined : readVoiceRequest(parameters, request, covers);
}
