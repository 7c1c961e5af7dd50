import { readParameters } from '../../../nodes/TwilioCallMessages/twilio/callback/parameters';
import { coverageOf, isJoined } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { signatureScheme } from '../../../nodes/TwilioCallMessages/twilio/callback/signatureSettings';
import { ACCOUNT_WITH_BOTH, type SentRequest } from './schemes';

interface Counts {
	readonly mutations: number;
	/** How many Twilio's signature alone would let in. */
	readonly signed: number;
	readonly accepted: number;
}

const NONE: Counts = { mutations: 0, signed: 0, accepted: 0 };

/** What became of forgeries, by their kind. */
export class Tally {
	private readonly counts = new Map<string, Counts>();

	count(kind: string, forged: SentRequest, isAccepted: boolean): void {
		this.counts.set(
			kind,
			sum(this.counts.get(kind) ?? NONE, {
				mutations: 1,
				signed: Number(isSigned(forged)),
				accepted: Number(isAccepted),
			}),
		);
	}

	/** Writes a table, and returns its totals. */
	show(seed: number): Counts {
		const totals = [...this.counts.values()].reduce(sum, NONE);
		console.table({ ...Object.fromEntries(this.counts), [`FC_SEED=${seed}`]: totals });
		return totals;
	}
}

function sum(a: Counts, b: Counts): Counts {
	return {
		mutations: a.mutations + b.mutations,
		signed: a.signed + b.signed,
		accepted: a.accepted + b.accepted,
	};
}

function isSigned(request: SentRequest): boolean {
	const scheme = signatureScheme(request.signatureSettings);
	if (typeof scheme === 'string') return false;
	const { authTokens, sharedKeySecrets } = ACCOUNT_WITH_BOTH;
	const secrets = scheme.key === 'authToken' ? authTokens : sharedKeySecrets;
	const parameters = isJoined(request) ? readParameters(request) : undefined;
	return coverageOf(request, parameters, secrets, scheme.hash) !== undefined;
}
