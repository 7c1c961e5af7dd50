import type { IDataObject } from 'n8n-workflow';

import type { CallEvent } from '../fields/triggerEvents';
import type { CallReport } from '../twilio/callback/callReport';
import type { CallStatus, CallStatusReport } from '../twilio/callback/callStatusCallback';
import type { ParticipantReport } from '../twilio/callback/conferenceCallback';
import type { Parameters } from '../twilio/callback/parameters';
import type { Occurrence } from './delivery';

/** An event of a call that can start a workflow. */
export interface CallEventItem extends Occurrence {
	readonly name: CallEvent;
	/** The simplified output. */
	readonly item: IDataObject;
	/** All that Twilio sent. */
	readonly parameters: Parameters;
}

/** The event a report is; undefined when it is none that starts workflows. */
export function callEventOf(report: CallReport): CallEventItem | undefined {
	if (report.kind === 'callStatus') return eventOfLeg(report);
	return report.kind === 'participant' ? eventOfConference(report) : undefined;
}

const EVENTS: Readonly<Record<CallStatus, CallEvent>> = {
	queued: 'callInitiated',
	initiated: 'callInitiated',
	ringing: 'callRinging',
	'in-progress': 'callAnswered',
	completed: 'callEnded',
	busy: 'callEnded',
	failed: 'callEnded',
	'no-answer': 'callEnded',
	canceled: 'callEnded',
};

function eventOfLeg(report: CallStatusReport): CallEventItem {
	const { callSid, status, sequenceNumber, timestamp, parameters } = report;
	const name = EVENTS[status];
	return {
		name,
		key: `${callSid} ${sequenceNumber} ${status}`,
		timestamp,
		parameters,
		item: {
			event: name,
			call_sid: callSid,
			parent_call_sid: report.parentCallSid,
			account_sid: report.accountSid,
			status,
			direction: report.direction,
			from: report.from,
			to: report.to,
			duration: report.duration,
			sequence_number: sequenceNumber,
			timestamp: timestamp.toISOString(),
		},
	};
}

function eventOfConference(report: ParticipantReport): CallEventItem {
	const { event, callSid, conferenceSid, sequenceNumber, timestamp, parameters } = report;
	const name = event === 'participant-join' ? 'participantJoined' : 'participantLeft';
	return {
		name,
		key: `${conferenceSid} ${sequenceNumber} ${event}`,
		timestamp,
		parameters,
		item: {
			event: name,
			call_sid: callSid,
			conference_sid: conferenceSid,
			friendly_name: report.friendlyName,
			label: report.label,
			muted: report.muted,
			hold: report.hold,
			coaching: report.coaching,
			account_sid: report.accountSid,
			sequence_number: sequenceNumber,
			timestamp: timestamp.toISOString(),
		},
	};
}
