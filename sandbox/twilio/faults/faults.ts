import type { RestRequest } from '../rest/requestLedger';
import type { FaultName, QueuedFault } from './faultNames';
import { NO_FAULT } from './faultNames';

/** What is known of a REST request before it is carried out. */
export type FaultRequest = Pick<
	RestRequest,
	'number' | 'method' | 'path' | 'callSid' | 'idempotencyKey'
>;

/** Must not throw. */
export type FaultPlan = (request: FaultRequest) => FaultName | undefined;

const noPlan: FaultPlan = () => undefined;

/** Decides which REST requests go wrong, and how. Only signed-in requests are asked about. */
export class Faults {
	private readonly queue: QueuedFault[] = [];
	private decide = noPlan;

	/** What waits for the next requests, in order. */
	get queued(): readonly QueuedFault[] {
		return [...this.queue];
	}

	/** Queues one fault for each of the next requests, behind those queued before; `'none'` lets one pass. */
	next(...names: readonly QueuedFault[]): void {
		this.queue.push(...names);
	}

	/** Decides for every request that finds the queue empty; replaces the plan before. */
	plan(decide: FaultPlan): void {
		this.decide = decide;
	}

	/** Forgets the queue and the plan. */
	clear(): void {
		this.queue.length = 0;
		this.decide = noPlan;
	}

	/** The fault of this request; takes it from the queue. */
	choose(request: FaultRequest): FaultName | undefined {
		const queued = this.queue.shift();
		if (queued === undefined) return this.decide(request);
		return queued === NO_FAULT ? undefined : queued;
	}
}
