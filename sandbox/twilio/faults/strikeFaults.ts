import type { RequestHandler } from 'express';

import type { RequestLedger } from '../rest/requestLedger';
import { afterEffect } from './afterEffect';
import { beforeEffect, type BeforeEffectOptions } from './beforeEffect';
import { isAfterEffect } from './faultNames';
import type { Faults } from './faults';
import { holdAnswer } from './holdAnswer';

export interface StrikeOptions extends BeforeEffectOptions {
	readonly faults: Faults;
	readonly ledger: RequestLedger;
	/** Pause between two bytes of `slowDrip`. */
	readonly dripMs: number;
}

/** Stands before the routes and strikes the requests that `faults` chooses. The body has been read. */
export function strikeFaults(options: StrikeOptions): RequestHandler {
	const { faults, ledger } = options;
	const strikes = beforeEffect(options);
	const spoils = afterEffect(options.dripMs);
	return (request, response, next) => {
		const fault = faults.choose(ledger.entryOf(response));
		if (fault === undefined) return next();
		ledger.noteFault(response, fault);
		if (!isAfterEffect(fault)) return strikes[fault](request, response);
		holdAnswer(response, spoils[fault]);
		next();
	};
}
