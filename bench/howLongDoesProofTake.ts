import { version as twilioVersion } from 'twilio/package.json';

import { BODY_BYTES, signedCallback } from './callback';
import {
	asDelivered,
	bareHmac,
	bareHmacBySharedKey,
	ourProof,
	ourProofBySharedKey,
	ourSignature,
	ourSignatureBySharedKey,
	twilioNode,
	twilioNodeParsing,
} from './proof/candidates';
import { CALLS_PER_SAMPLE, measure } from './proof/measure';
import { printAnswer, type Answer } from './report/answer';
import { atMost } from './report/goal';
import { median, percentile } from './report/statistics';

const CANDIDATES = [
	bareHmac,
	bareHmacBySharedKey,
	twilioNode,
	twilioNodeParsing,
	ourSignature,
	ourSignatureBySharedKey,
	ourProof,
	ourProofBySharedKey,
];
const URL = 'https://n8n.example.com/webhook/4c1d0a7e-6f0e-4d0a-9b53-3b1f5f8f2a11/messages';
const DELIVERIES = 500;

/** What the trigger's own work on a genuine callback costs, beside the least that could prove it. */
export async function howLongDoesProofTake(): Promise<Answer> {
	const deliveries = Array.from({ length: DELIVERIES }, () => asDelivered(signedCallback(URL)));
	const samples = measure(CANDIDATES, deliveries);
	const results = CANDIDATES.map((candidate) => summary(candidate.name, samples.get(candidate)));
	const p50Of = ({ name }: { readonly name: string }) =>
		results.find((result) => result.name === name)?.p50 ?? NaN;
	const beside = (baseline: { readonly name: string }, p50: number) =>
		(p50 / p50Of(baseline)).toFixed(2);
	const besideParsing = (limit: number, candidate: { readonly name: string }) =>
		atMost(
			limit,
			p50Of(candidate) / p50Of(twilioNodeParsing),
			'x',
			`${candidate.name}, beside validateRequest + querystring.parse, p50:`,
		);
	return {
		question: 'How long does proof take?',
		versions: `twilio-node ${twilioVersion}`,
		notes: [
			`A genuine form POST of ${BODY_BYTES} bytes, ${DELIVERIES} different ones in turn. µs per call; a sample is the mean of ${CALLS_PER_SAMPLE} calls.`,
			'isSignedByTwilio is given the raw body, so its equal at twilio-node is validateRequest + querystring.parse. twilio-node knows no shared keys.',
		],
		table: {
			columns: ['', 'samples', 'p50 µs', 'p99 µs', 'x HMAC', 'x twilio-node', 'x with parsing'],
			rows: results.map(({ name, n, p50, p99 }) => [
				name,
				String(n),
				p50.toFixed(1),
				p99.toFixed(1),
				beside(bareHmac, p50),
				beside(twilioNode, p50),
				beside(twilioNodeParsing, p50),
			]),
		},
		goals: [
			besideParsing(0.9, ourSignature),
			besideParsing(0.9, ourSignatureBySharedKey),
			besideParsing(1.2, ourProof),
			besideParsing(1.2, ourProofBySharedKey),
		],
	};
}

function summary(name: string, samples: readonly number[] = []) {
	return { name, n: samples.length, p50: median(samples), p99: percentile(samples, 99) };
}

if (require.main === module) void printAnswer(howLongDoesProofTake);
