import type { CallReport } from '../../../nodes/TwilioCallMessages/twilio/callback/callReport';
import type { Parameters } from '../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import type { Message } from './genuine';
import type { GenuineReport } from './genuineReports';

/** What a genuine callback says, by its own parameters: what a reader has to say of it; undefined when it is no report. */
export function fieldsOf({ kind, message }: Pick<GenuineReport, 'kind' | 'message'>) {
	const accountSid = message['AccountSid'];
	switch (kind) {
		case 'callStatus':
			return { kind, accountSid, ...statusIn(message) };
		case 'participant':
			return { kind, accountSid, ...participantIn(message) };
		case 'stream':
			return { kind, accountSid, callSid: message['CallSid'] };
		case 'other':
			return { kind, accountSid, event: eventIn(new Map(Object.entries(message))) };
		case 'voice':
			return { kind, accountSid, callSid: message['CallSid'], status: message['CallStatus'] };
		case 'message':
			return undefined;
	}
}

/**
 * The same of what a reader returned: all but `parameters`, `caller` and `called`; of a request for TwiML which call it is;
 * and of an event there is nothing to do with, which it is.
 */
export function fieldsRead(report: CallReport, parameters: Parameters) {
	if (report.kind === 'voice') {
		const { kind, accountSid, callSid, status } = report;
		return { kind, accountSid, callSid, status };
	}
	if (report.kind === 'other') return { ...report, event: eventIn(new Map(parameters)) };
	if (report.kind === 'stream') return report;
	const unread = new Set(['parameters', 'caller', 'called']);
	return Object.fromEntries(Object.entries(report).filter(([name]) => !unread.has(name)));
}

function eventIn(said: ReadonlyMap<string, string>): string | undefined {
	return said.get('StatusCallbackEvent') ?? said.get('StreamEvent');
}

function statusIn(message: Message) {
	const duration = message['CallDuration'];
	return {
		callSid: message['CallSid'],
		parentCallSid: message['ParentCallSid'] ?? null,
		status: message['CallStatus'],
		direction: message['Direction'],
		from: message['From'] ?? '',
		to: message['To'] ?? '',
		duration: duration === undefined ? null : Number(duration),
		...occasionIn(message),
	};
}

function participantIn(message: Message) {
	return {
		event: message['StatusCallbackEvent'],
		callSid: message['CallSid'],
		conferenceSid: message['ConferenceSid'],
		friendlyName: message['FriendlyName'],
		label: message['ParticipantLabel'] ?? null,
		muted: message['Muted'] === 'true',
		hold: message['Hold'] === 'true',
		coaching: message['Coaching'] === 'true',
		...occasionIn(message),
	};
}

function occasionIn(message: Message) {
	return {
		sequenceNumber: Number(message['SequenceNumber']),
		timestamp: new Date(message['Timestamp'] ?? ''),
	};
}
