import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';

import { parseJson } from '../../../nodes/TwilioCallMessages/twilio/json';
import { acceptMessage } from '../../support/acceptMessage';
import { forgeries, type Forgery } from '../../support/forging/forgeries';
import type { Genuine, Message } from '../../support/forging/genuine';
import { CHOSEN_NAMES, genuineRequests } from '../../support/forging/genuineRequests';
import { ACCOUNT_WITH_BOTH, type SentRequest } from '../../support/forging/schemes';
import { Tally } from '../../support/forging/tally';

/*
 * An adversary holds genuine requests, chose the content of the messages in them, and may send anything under
 * their signatures. Whatever gets in says what the message says that the signature was made for.
 *
 * FC_SEED=<number> repeats a run.
 */

const MUTATIONS = 100_000;
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31));

function fieldsOf(message: Message) {
	return {
		sid: message['Sid'],
		callSid: message['CallSid'],
		accountSid: message['AccountSid'],
		sequenceNumber: Number(message['SequenceNumber']),
		timestamp: new Date(message['Timestamp'] ?? ''),
		contentType: message['ContentType'],
		content: contentOf(message),
	};
}

function contentOf({ Content = '' }: Message): unknown {
	const json = parseJson(Content);
	return json === undefined ? Content : json;
}

function acceptedFields(request: SentRequest) {
	const verdict = acceptMessage(request, ACCOUNT_WITH_BOTH, request.signatureSettings);
	if (!verdict.accepted) return undefined;
	const { sid, callSid, accountSid, sequenceNumber, timestamp, contentType, content } =
		verdict.value;
	return { sid, callSid, accountSid, sequenceNumber, timestamp, contentType, content };
}

/**
 * What may be refused to be safe, because it could not be told from another message under the same signature: where
 * somebody chose another parameter to say "Content", a name that sorts between Content and ContentType, and a content
 * that is no JSON beside an unknown parameter in front of it, with the beginning of a message in it or such a name. A type
 * with parameters planted in it is none.
 */
function isUncertain({ message, request }: Genuine): boolean {
	const { Content = '', AccountSid, ContentType = '' } = message;
	if (!/^[a-z]+\/[a-z]+(; charset=utf-8)?$/.test(ContentType)) return true;
	const isEachCovered = request.method === 'GET' || request.url.includes('bodySHA256');
	if (isEachCovered) return false;
	const isText = parseJson(Content) === undefined;
	return (
		CHOSEN_NAMES.some((name) => name in message) ||
		'ContentLanguage' in message ||
		(isText && ['AApp', 'ApiVersion', 'C'].some((name) => name in message)) ||
		(isText && Content.includes(`AccountSid${AccountSid}`)) ||
		(isText && /Content(?!Type)[A-T]|ContentType[a-z]+\//.test(Content))
	);
}

it(`accepts and reads every genuine request (FC_SEED=${seed})`, () => {
	fc.assert(
		fc.property(genuineRequests, (genuine) => {
			fc.pre(!isUncertain(genuine));
			expect(acceptedFields(genuine.request)).toEqual(fieldsOf(genuine.message));
		}),
		{ seed, numRuns: 2_000 },
	);
});

it(`lets nothing in under a genuine signature but the message it was made for (FC_SEED=${seed})`, () => {
	const tally = new Tally();

	function isHarmless({ kind, genuine, forged }: Forgery): boolean {
		const fields = acceptedFields(forged);
		tally.count(kind, forged, fields !== undefined);
		if (fields === undefined) return true;
		return genuine !== undefined && isDeepStrictEqual(fields, fieldsOf(genuine.message));
	}

	fc.assert(fc.property(forgeries, isHarmless), { seed, numRuns: MUTATIONS });

	const totals = tally.show(seed);
	expect(totals.mutations).toBe(MUTATIONS);
	expect(totals.accepted).toBeGreaterThan(500);
	// What Twilio's signature alone would let in.
	expect(totals.signed).toBeGreaterThan(5_000);
});
