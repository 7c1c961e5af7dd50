import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../twilio/json';

/**
 * What n8n has stored of the result of this execution so far, `IRunExecutionData['resultData']`; undefined where n8n lets
 * no node look (1.85), or it cannot be read, which the log says.
 */
export async function storedResult(
	context: IExecuteFunctions,
): Promise<Readonly<Record<string, unknown>> | undefined> {
	const executionId: string | undefined = context.getExecutionId();
	if (executionId === undefined || !('getExecutionDataById' in context)) return undefined;
	try {
		const data: unknown = await context.getExecutionDataById(executionId);
		const result = isRecord(data) ? data['resultData'] : undefined;
		return isRecord(result) ? result : undefined;
	} catch (error) {
		context.logger.debug(
			`${context.getNode().name} cannot look up its own execution ${executionId}: ${String(error)}`,
		);
		return undefined;
	}
}

/**
 * How many runs of this node n8n has made up. When it starts after a crash, it adds one for each node that had begun, without
 * a source; a retry does the work from the beginning, but keeps those runs, and counts on behind them
 * (`execution-recovery.service.ts` in n8n).
 */
export async function madeUpRuns(context: IExecuteFunctions): Promise<number> {
	if (context.getMode() !== 'retry') return 0;
	const runData = (await storedResult(context))?.['runData'];
	const runs: unknown = isRecord(runData) ? runData[context.getNode().name] : undefined;
	return Array.isArray(runs) ? runs.filter(isMadeUp).length : 0;
}

function isMadeUp(run: unknown): boolean {
	const source = isRecord(run) ? run['source'] : undefined;
	return Array.isArray(source) && source.length === 1 && source[0] === null;
}
