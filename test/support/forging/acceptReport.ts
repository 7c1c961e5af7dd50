import { readCallReport } from '../../../nodes/TwilioCallMessages/twilio/callback/callReport';
import {
	acceptCallback,
	type ReadShape,
} from '../../../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { fieldsRead } from './reportFields';
import { ACCOUNT_WITH_BOTH, type SentRequest } from './schemes';

interface Read {
	readonly accountSid: string;
	/** Undefined of a request for TwiML that does not claim to tell which call it is. */
	readonly fields: ReturnType<typeof fieldsRead> | undefined;
}

/** Shows a request for one known URL to the door, as a report; undefined when it is refused. */
export function acceptReport({ url, ...request }: SentRequest): Read | undefined {
	const verdict = acceptCallback(
		{ ...request, originalUrl: url, urls: [url] },
		ACCOUNT_WITH_BOTH,
		readFields,
	);
	return verdict.accepted ? verdict.value : undefined;
}

const readFields: ReadShape<Read> = (parameters, request, covers) => {
	const report = readCallReport(parameters, request, covers);
	if (report === undefined) return undefined;
	const { accountSid } = report;
	const isSaid = report.kind !== 'voice' || report.isCertain;
	return { accountSid, fields: isSaid ? fieldsRead(report, parameters) : undefined };
};
