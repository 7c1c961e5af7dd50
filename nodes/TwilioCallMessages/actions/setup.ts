import { readRunOptions } from '../fields/options';
import { readText } from '../fields/reading';
import type { Item, Run } from '../n8n/run';
import { limiter } from '../twilio/rest/limiter';
import type { TwilioHttp } from '../twilio/rest/request';
import { ProblemError } from '../twilio/result';
import { legAdvice } from './legAdvice';
import { callLookups } from './lookups';
import type { Operation, Setup } from './operation';
import { OPERATIONS } from './operations';

/** A lookup that only improves an error must not delay it for long. */
const ADVICE = { timeoutMs: 5_000, maxRetries: 0 } as const;

/**
 * Makes what all items of a run share. Rejects when the credential, an option or the operation cannot be used; those of
 * the first item hold for all.
 */
export async function setUp(run: Run, first: Item): Promise<Setup> {
	const credential = await run.n8n.credential();
	const { maxConcurrentCalls, maxRetries, requestTimeoutMs: timeoutMs } = readRunOptions(first);
	// One for all: a call is sent one request at a time, but what is looked up for it may be hundreds.
	const inTurn = limiter(maxConcurrentCalls);
	const limited =
		(http: TwilioHttp): TwilioHttp =>
		async (request) =>
			await inTurn(async () => await http(request));

	const http = limited(run.n8n.connect(credential, { timeoutMs, maxRetries }));
	return {
		run,
		operation: chosenOperation(first),
		credential,
		http,
		lookups: callLookups(http),
		adviceOn: legAdvice(callLookups(limited(run.n8n.connect(credential, ADVICE)))),
		lanes: { maxConcurrentCalls, stopOnFailure: run.mayThrow, isCancelled: run.isCancelled },
	};
}

function chosenOperation(first: Item): Operation {
	const [resource, value] = [readText(first, 'resource'), readText(first, 'operation')];
	const chosen = OPERATIONS.find(
		(operation) => operation.resource === resource && operation.value === value,
	);
	if (chosen) return chosen;
	throw new ProblemError({
		problem: `The operation "${value}" of "${resource}" does not exist`,
		remedy: 'Choose Resource and Operation again.',
	});
}
