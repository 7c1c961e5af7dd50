import { callLegOf, isActive, isAppLeg, isEnded } from '../twilio/callLeg';
import type { CallReport } from '../twilio/callback/callReport';
import { fetchCall } from '../twilio/rest/calls';
import type { TwilioHttp } from '../twilio/rest/request';

/** A leg that a report names, and how far the report proves that it takes messages. */
export interface NamedLeg {
	readonly callSid: string;
	/** Whether it is one to subscribe to; else only Twilio can say. */
	readonly isProven: boolean;
	/** What tells this report from others that name the leg. */
	readonly occasion: string;
}

/**
 * The legs that a report names and that may take messages: the one that reports itself when it is active; the one that
 * dialled it, whatever became of what was dialled; who joined a conference; the call whose audio is streamed.
 */
export function legsNamedBy(report: CallReport, isForAllLegs: boolean): NamedLeg[] {
	switch (report.kind) {
		case 'callStatus': {
			const { callSid, parentCallSid, status } = report;
			const isOwn = isActive(report) && (isForAllLegs || isAppLeg(report));
			const occasion = `${callSid} ${status}`;
			return [
				...(isOwn ? [{ callSid, isProven: true, occasion }] : []),
				...(parentCallSid === null
					? []
					: [{ callSid: parentCallSid, isProven: isForAllLegs, occasion }]),
			];
		}
		case 'participant': {
			const { event, callSid, conferenceSid, sequenceNumber } = report;
			const occasion = `${conferenceSid} ${sequenceNumber}`;
			return event === 'participant-join' ? [{ callSid, isProven: isForAllLegs, occasion }] : [];
		}
		case 'stream':
			return [{ callSid: report.callSid, isProven: isForAllLegs, occasion: 'stream' }];
		case 'voice': {
			const isOwn = report.isCertain && (isForAllLegs || isAppLeg(report));
			return isOwn ? [{ callSid: report.callSid, isProven: true, occasion: report.status }] : [];
		}
		case 'other':
			return [];
	}
}

/** Asks Twilio whether a leg is an app's, and not over. What is none never becomes one, so it need not be asked again. */
export async function takesMessages(http: TwilioHttp, callSid: string): Promise<boolean> {
	const leg = callLegOf(await fetchCall(http, callSid));
	return isAppLeg(leg) && !isEnded(leg);
}
