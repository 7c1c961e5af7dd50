import { z } from 'zod';

const timeJob = z.object({
	measure: z.literal('time'),
	url: z.string(),
	calls: z.number(),
	/** messages per execution; several amounts take turns */
	amounts: z.array(z.number()).readonly(),
	rounds: z.number(),
});
const memoryJob = z.object({
	measure: z.literal('memory'),
	url: z.string(),
	calls: z.number(),
	amount: z.number(),
	sender: z.enum(['this node', 'bare helper', 'bare + fields']),
});

/** What a process of its own is asked to measure, sending to the Twilio at `url`. */
export const job = z.discriminatedUnion('measure', [timeJob, memoryJob]);
export type Job = z.infer<typeof job>;
export type TimeJob = z.infer<typeof timeJob>;
export type MemoryJob = z.infer<typeof memoryJob>;
export type SenderName = MemoryJob['sender'];

/** What executions of one sender with `amount` messages took, divided by the messages: per round, of each execution. */
export const timing = z.object({
	sender: memoryJob.shape.sender,
	amount: z.number(),
	/** from start to end */
	ms: z.array(z.array(z.number())),
	/** time of the processor, of all threads of the process */
	cpuMs: z.array(z.array(z.number())),
});
export type Timing = z.infer<typeof timing>;

/** How much memory an execution added, in bytes. */
export const growth = z.object({
	/** on the heap after garbage collection, while the output is held */
	heap: z.number(),
	/** of the process at its highest */
	peak: z.number(),
});
export type Growth = z.infer<typeof growth>;
