import { z } from 'zod';

import { traffic } from './twilio';

/** What the process with n8n's engine is asked to measure. */
export const job = z.object({ url: z.string(), rounds: z.number() });
export type Job = z.infer<typeof job>;

/** One run for each round. */
export const result = z.object({
	addressedBy: z.enum(['its SID', 'its name']),
	ms: z.array(z.number()),
	traffic: z.array(traffic),
});
export type Result = z.infer<typeof result>;
