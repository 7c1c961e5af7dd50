import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';

import { acceptReport } from '../../support/forging/acceptReport';
import { forgeriesOf, type Forgery } from '../../support/forging/forgeries';
import {
	plainReports,
	plantedReports,
	type GenuineReport,
} from '../../support/forging/genuineReports';
import { recutReport } from '../../support/forging/recutReport';
import { fieldsOf } from '../../support/forging/reportFields';
import { Tally } from '../../support/forging/tally';

/*
 * An adversary holds genuine callbacks of all kinds, in which an app on the call chose what it can choose, and may send
 * anything under their signatures to the call-status URL. Whatever gets in is of the kind that the signature was made for
 * and says what Twilio said.
 *
 * FC_SEED=<number> repeats a run.
 */

const MUTATIONS = 100_000;
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31));

/**
 * What may be refused to be safe, because it could not be told from another report under the same signature: the status of a
 * call with an unknown parameter beside From or To that they could have swallowed. Only who is on a phone cannot choose a
 * From, and only what Called repeats ends for certain.
 */
function isUncertain({ kind, message, request }: GenuineReport): boolean {
	const isEachCovered = request.method === 'GET' || request.url.includes('bodySHA256');
	if (isEachCovered || kind !== 'callStatus') return false;
	const isPhone = /^\+\d+$/.test(message['From'] ?? '');
	const behindFrom = 'ParentCallSid' in message ? 'ParentCallSid' : 'SequenceNumber';
	return Object.keys(message).some(
		(name) =>
			(name > 'Timestamp' && name < 'To') ||
			(name > 'To' && message['To'] === '') ||
			(!isPhone && name > 'Direction' && name < 'From' && name !== 'Duration') ||
			(!isPhone && name > 'From' && name < behindFrom),
	);
}

it(`accepts and reads every genuine report that plants nothing (FC_SEED=${seed})`, () => {
	fc.assert(
		fc.property(plainReports, (genuine) => {
			fc.pre(!isUncertain(genuine));
			expect(acceptReport(genuine.request)?.fields).toEqual(fieldsOf(genuine));
		}),
		{ seed, numRuns: 2_000 },
	);
});

it(`lets nothing in under a genuine signature but the report it was made for (FC_SEED=${seed})`, () => {
	const tally = new Tally();

	function isHarmless({ kind, genuine, forged }: Forgery<GenuineReport>): boolean {
		const read = acceptReport(forged);
		tally.count(kind, forged, read !== undefined);
		if (read === undefined) return true;
		if (genuine === undefined) return false;
		return read.fields === undefined || isDeepStrictEqual(read.fields, fieldsOf(genuine));
	}

	const forgeries = forgeriesOf(plantedReports, recutReport);
	fc.assert(fc.property(forgeries, isHarmless), { seed, numRuns: MUTATIONS });

	const totals = tally.show(seed);
	expect(totals.mutations).toBe(MUTATIONS);
	expect(totals.accepted).toBeGreaterThan(500);
	// What Twilio's signature alone would let in.
	expect(totals.signed).toBeGreaterThan(5_000);
});
