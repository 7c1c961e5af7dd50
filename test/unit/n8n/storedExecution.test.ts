import type { IExecuteFunctions } from 'n8n-workflow';

import { madeUpRuns } from '../../../nodes/TwilioCallMessages/n8n/storedExecution';

const NODE = 'Send';
const real = { source: [{ previousNode: 'Items' }], executionTime: 5 };
const madeUp = { source: [null], executionTime: 0, executionStatus: 'crashed' };

/** The context of the node, in an execution of which this is stored. */
function contextOf(mode: string, stored: (id: string) => Promise<unknown>) {
	const context = {
		getMode: () => mode,
		getNode: () => ({ name: NODE }),
		getExecutionId: () => '17',
		getExecutionDataById: stored,
		logger: { debug: () => undefined },
	};
	return context as unknown as IExecuteFunctions;
}

const withRuns = (runs: readonly object[]) => async () => ({
	resultData: { runData: { [NODE]: runs, Other: [madeUp] } },
});

describe('the runs that n8n has made up after a crash', () => {
	it.each([
		['none of it', [], 0],
		['one of the node that had begun', [madeUp], 1],
		['none of those that were', [real, real], 0],
		['one before those that were', [madeUp, real], 1],
	])('are %s', async (_, runs, count) => {
		expect(await madeUpRuns(contextOf('retry', withRuns(runs)))).toBe(count);
	});

	it('are not looked for but in a retry', async () => {
		const stored = jest.fn(withRuns([madeUp]));
		expect(await madeUpRuns(contextOf('webhook', stored))).toBe(0);
		expect(stored).not.toHaveBeenCalled();
	});

	it.each([
		['nothing is stored', async () => undefined],
		['n8n cannot read it', async () => await Promise.reject(new Error('no database'))],
		['something else is stored', async () => ({ resultData: { runData: [] } })],
	])('are none when %s', async (_, stored) => {
		expect(await madeUpRuns(contextOf('retry', stored))).toBe(0);
	});
});
