import type { CallbackTarget } from '../../callbacks/report';
import { Refusal } from '../../../refusal';
import type { DialledConference } from '../reading/verbs';
import type { Run } from '../run';
import { actionOr, type Next } from './next';

/** The call is in the conference until it leaves, or the conference ends. Nobody hears anybody there. */
export async function dialConference(
	run: Run,
	{ name, options }: DialledConference,
	action: CallbackTarget | null,
): Promise<Next> {
	await run.answer();
	if (run.gone.aborted) return 'end';
	const { attendance, context } = run.parts;
	try {
		attendance.join(run.call, name, options);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		run.notify('error', { code: null, message: error.message }, '');
		return actionOr(action, { DialCallStatus: 'failed' });
	}
	await run.rest(() => (context.conferences.participantOf(run.callSid) ? undefined : true));
	return actionOr(action, { DialCallStatus: 'answered' });
}
