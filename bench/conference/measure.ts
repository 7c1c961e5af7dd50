import { z } from 'zod';

import { say } from '../report/answer';
import { startChild } from '../sending/child';
import { result, type Job, type Result } from './job';

/** Has our node send to the conference in a process of its own; everything it starts has ended afterwards. */
export async function measure(userFolder: string, rounds: number): Promise<Result[]> {
	const env = {
		N8N_USER_FOLDER: userFolder,
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_LOG_LEVEL: 'silent',
		NO_PROXY: '127.0.0.1',
		no_proxy: '127.0.0.1',
	};
	const twilio = await startChild('../conference/twilio.child.ts', env);
	try {
		const { port } = z.object({ port: z.number() }).parse(twilio.answer);
		say(`${rounds} rounds (about 1 minute)`);
		const job: Job = { url: `http://127.0.0.1:${port}`, rounds };
		const { answer, stop } = await startChild('../conference/engine.child.ts', env, job);
		stop();
		return z.array(result).parse(answer);
	} finally {
		twilio.stop();
	}
}
