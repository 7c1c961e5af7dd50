import {
	runLanes,
	type LaneOptions,
} from '../../../../nodes/TwilioCallMessages/twilio/delivery/lanes';
import { deferred, settled, type Deferred } from '../../../support/deferred';

type Outcome = { readonly ok: boolean; readonly what: string };

/** Steps named by call and number ("A1"), which end when the test says so. */
class Steps {
	readonly started: string[] = [];
	private readonly work = new Map<string, Deferred<Outcome>>();

	readonly things: readonly string[];

	constructor(...names: string[]) {
		this.things = names;
		for (const name of names) this.work.set(name, deferred());
	}

	readonly laneOf = (name: string) => name.charAt(0);

	readonly run = async (name: string) => {
		this.started.push(name);
		return await this.of(name).promise;
	};

	async finish(...names: string[]): Promise<void> {
		for (const name of names) this.of(name).resolve(done(name));
		await settled();
	}

	async fail(name: string): Promise<void> {
		this.of(name).resolve(failed);
		await settled();
	}

	private of(name: string): Deferred<Outcome> {
		const work = this.work.get(name);
		if (work === undefined) throw new Error(`No step ${name} in this test`);
		return work;
	}
}

async function start(steps: Steps, options: Partial<LaneOptions> = {}) {
	const running = runLanes(steps, {
		maxConcurrentCalls: 20,
		stopOnFailure: true,
		isCancelled: () => false,
		...options,
	});
	await settled();
	// Wrapped, so that awaiting this does not wait for the queue.
	return { outcomes: running };
}

const done = (name: string): Outcome => ({ ok: true, what: `${name} sent` });
const failed: Outcome = { ok: false, what: 'refused' };
const notStarted = undefined;

describe('runLanes', () => {
	it('runs the steps of one call one at a time and in order', async () => {
		const steps = new Steps('A1', 'A2', 'A3');
		const { outcomes } = await start(steps);

		expect(steps.started).toEqual(['A1']);
		await steps.finish('A2', 'A3');
		expect(steps.started).toEqual(['A1']);
		await steps.finish('A1');

		expect(steps.started).toEqual(['A1', 'A2', 'A3']);
		expect(await outcomes).toEqual([done('A1'), done('A2'), done('A3')]);
	});

	it('lets no call wait for another', async () => {
		const steps = new Steps('A1', 'B1', 'A2', 'B2', 'C1');
		const { outcomes } = await start(steps);

		expect(steps.started).toEqual(['A1', 'B1', 'C1']);
		await steps.finish('B1', 'B2');
		expect(steps.started).toEqual(['A1', 'B1', 'C1', 'B2']);

		await steps.finish('A1', 'A2', 'C1');
		await outcomes;
	});

	it('serves as many calls at the same time as allowed, and not one more', async () => {
		const steps = new Steps('A1', 'B1', 'C1', 'D1', 'A2');
		const { outcomes } = await start(steps, { maxConcurrentCalls: 2 });

		expect(steps.started).toEqual(['A1', 'B1']);
		await steps.finish('B1');
		expect(steps.started).toEqual(['A1', 'B1', 'C1']);
		await steps.finish('A1');
		expect(steps.started).toEqual(['A1', 'B1', 'C1', 'A2']);
		await steps.finish('A2');
		expect(steps.started).toEqual(['A1', 'B1', 'C1', 'A2', 'D1']);

		await steps.finish('C1', 'D1');
		await outcomes;
	});

	it('gives the outcomes in the order of the steps, whatever ends first', async () => {
		const steps = new Steps('A1', 'B1', 'A2', 'C1');
		const { outcomes } = await start(steps);

		await steps.finish('C1');
		await steps.finish('B1');
		await steps.finish('A1');
		await steps.finish('A2');

		expect(await outcomes).toEqual([done('A1'), done('B1'), done('A2'), done('C1')]);
	});

	it('starts nothing after a failure, and waits for what is under way', async () => {
		const steps = new Steps('A1', 'A2', 'B1', 'B2', 'C1');
		const { outcomes } = await start(steps, { maxConcurrentCalls: 2 });

		await steps.fail('A1');
		await steps.finish('B1', 'B2', 'C1', 'A2');

		expect(steps.started).toEqual(['A1', 'B1']);
		expect(await outcomes).toEqual([failed, notStarted, done('B1'), notStarted, notStarted]);
	});

	it('goes on after a failure, in the same call too, where failures do not stop it', async () => {
		const steps = new Steps('A1', 'A2', 'B1');
		const { outcomes } = await start(steps, { stopOnFailure: false, maxConcurrentCalls: 1 });

		await steps.fail('A1');
		await steps.finish('A2', 'B1');

		expect(await outcomes).toEqual([failed, done('A2'), done('B1')]);
	});

	it.each([true, false])(
		'starts nothing after the execution was cancelled (stopOnFailure: %s)',
		async (stopOnFailure) => {
			let cancelled = false;
			const steps = new Steps('A1', 'A2', 'B1', 'C1');
			const { outcomes } = await start(steps, {
				stopOnFailure,
				maxConcurrentCalls: 2,
				isCancelled: () => cancelled,
			});

			cancelled = true;
			await steps.finish('A1', 'A2', 'B1', 'C1');

			expect(steps.started).toEqual(['A1', 'B1']);
			expect(await outcomes).toEqual([done('A1'), notStarted, done('B1'), notStarted]);
		},
	);

	it('has no outcomes for no steps', async () => {
		const { outcomes } = await start(new Steps());

		expect(await outcomes).toEqual([]);
	});
});
