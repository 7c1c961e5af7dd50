import { parse as parseFlatted } from 'flatted';
import { z } from 'zod';

const item = z.object({
	json: z.record(z.unknown()),
	pairedItem: z.unknown(),
	error: z.unknown(),
});
const failure = z.object({ message: z.string(), description: z.string().nullish() }).passthrough();
const nodeRun = z.object({
	data: z.object({ main: z.array(z.array(item).nullable()).default([]) }).nullish(),
	error: failure.optional(),
});
// All of it is absent while an execution has only just begun.
const runData = z
	.object({
		resultData: z
			.object({ runData: z.record(z.array(nodeRun)).default({}), error: failure.optional() })
			.default({}),
	})
	.default({});
const answer = z.object({
	id: z.string(),
	status: z.string(),
	mode: z.string(),
	data: z.string(),
});

export type ExecutionItem = z.infer<typeof item>;
export type ExecutionError = z.infer<typeof failure>;

export type Execution = {
	readonly id: string;
	/** `success`, `error`, `waiting`, `running`, … */
	readonly status: string;
	/** `manual`, `webhook`, `trigger`, `retry`, … */
	readonly mode: string;
	/** why the execution failed */
	readonly error: ExecutionError | undefined;
	/** What a node gave out on one of its main outputs, all its runs one after another; [] when it did not run. */
	itemsOf(nodeName: string, output?: number): ExecutionItem[];
};

/** Reads n8n's answer to GET /rest/executions/:id, whose `data` is text in the `flatted` format. */
export function parseExecution(body: unknown): Execution {
	const { id, status, mode, data } = answer.parse(body);
	const unpacked: unknown = parseFlatted(data);
	const { resultData } = runData.parse(unpacked);
	return {
		id,
		status,
		mode,
		error: resultData.error,
		itemsOf: (nodeName, output = 0) =>
			(resultData.runData[nodeName] ?? []).flatMap((run) => run.data?.main[output] ?? []),
	};
}
