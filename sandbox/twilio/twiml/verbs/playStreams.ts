import type { CallbackTarget } from '../../callbacks/report';
import { Refusal } from '../../../refusal';
import type { Stream, StreamOptions } from '../../streams/streams';
import type { Run } from '../run';
import { actionOr, type Next } from './next';

/** What a stream cannot be started for is a warning: the rest goes on. */
export function startStreams(run: Run, options: readonly StreamOptions[]): Stream[] {
	return options.flatMap((one) => {
		try {
			return run.parts.streams.start(run.call, one);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			run.notify('warning', { code: null, message: error.message }, '');
			return [];
		}
	});
}

/** `<Connect>`: nothing else happens until the stream is stopped. */
export async function connectStreams(
	run: Run,
	options: readonly StreamOptions[],
	action: CallbackTarget | null,
): Promise<Next> {
	await run.answer();
	if (run.gone.aborted) return 'end';
	const started = startStreams(run, options);
	const { streams } = run.parts;
	const isOver = () => {
		const running = streams.runningOf(run.callSid).map(({ sid }) => sid);
		return started.some(({ sid }) => running.includes(sid)) ? undefined : true;
	};
	await run.rest(isOver);
	return started.length > 0 ? actionOr(action, {}) : 'goOn';
}
