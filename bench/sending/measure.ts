import { z } from 'zod';

import { say } from '../report/answer';
import { startChild } from './child';
import { growth, timing, type Growth, type Job, type SenderName, type Timing } from './jobs';

/** How long to measure what: executions with these amounts of messages to `calls` calls, in rounds. */
export interface Times {
	readonly calls: number;
	readonly amounts: readonly number[];
	readonly rounds: number;
}

/** `processes` processes for each sender, each of them executing once with `amount` messages to `calls` calls. */
export interface Memory {
	readonly calls: number;
	readonly amount: number;
	readonly processes: number;
}

/** Runs the work with what it needs to measure; everything it starts has ended afterwards. */
export async function withMeter<T>(
	userFolder: string,
	work: (meter: Meter) => Promise<T>,
): Promise<T> {
	const env = {
		N8N_USER_FOLDER: userFolder,
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_LOG_LEVEL: 'silent',
		NO_PROXY: '127.0.0.1',
		no_proxy: '127.0.0.1',
	};
	const twilio = await startChild('twilio.child.ts', env);
	const { port } = z.object({ port: z.number() }).parse(twilio.answer);
	try {
		return await work(createMeter(env, `http://127.0.0.1:${port}`));
	} finally {
		twilio.stop();
	}
}

export type Meter = ReturnType<typeof createMeter>;

function createMeter(env: Readonly<Record<string, string>>, url: string) {
	const ask = async (job: Job): Promise<unknown> => {
		const { answer, stop } = await startChild('engine.child.ts', env, job);
		stop();
		return answer;
	};
	return {
		/** Both senders, which take turns. */
		timesOf: async ({ calls, amounts, rounds }: Times): Promise<Timing[]> => {
			say(`Time: ${rounds} rounds of ${amounts.join(', ')} messages to ${calls} calls`);
			const asked = { measure: 'time', url, calls, amounts, rounds } as const;
			return z.array(timing).parse(await ask(asked));
		},

		/** How the memory of new processes grows, one result for each. */
		growthOf: async (sender: SenderName, { calls, amount, processes }: Memory) => {
			say(`Memory of ${sender}: ${processes} x ${amount} messages to ${calls} calls`);
			const results: Growth[] = [];
			while (results.length < processes) {
				const asked = { measure: 'memory', url, calls, amount, sender } as const;
				results.push(growth.parse(await ask(asked)));
			}
			return results;
		},
	};
}
