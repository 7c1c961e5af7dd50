import { parse as parseFlatted } from 'flatted';
import { z } from 'zod';

import { signIn } from '../../sandbox/n8n/api/session';

const execution = z.object({ data: z.string() });
const nodeRun = z.object({ executionTime: z.number() });
const runData = z.object({
	resultData: z.object({ runData: z.record(z.array(nodeRun).nonempty()) }),
});

/** Reads how long a node ran in an execution, in milliseconds, as n8n itself noted it. */
export type NodeTimeReader = (executionId: string, nodeName: string) => Promise<number>;

export async function createNodeTimeReader(baseUrl: string): Promise<NodeTimeReader> {
	const session = await signIn(baseUrl);
	return async (executionId, nodeName) => {
		const { data } = execution.parse(await session('GET', `/rest/executions/${executionId}`));
		const unpacked: unknown = parseFlatted(data);
		const [run] = runData.parse(unpacked).resultData.runData[nodeName] ?? [];
		if (run === undefined) throw new Error(`${nodeName} did not run in execution ${executionId}`);
		return run.executionTime;
	};
}
