import { heardBy, startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

/** What n8n stores of an execution that somebody has cancelled. */
const cancelled = (executionId: string) => ({
	resultData: {
		error: { name: 'ManualExecutionCancelledError', message: '', extra: { executionId } },
	},
});

/** Sends two messages to a call; Twilio takes the first one, and answers it only when it comes again, seconds later. */
async function sendTwo(storedData: (executionId: string) => Promise<unknown>) {
	const callSid = startApp(twilio);
	twilio.faults.next('hungHeaders');
	const options = { requestTimeout: 3, maxRetries: 1 };
	const { error } = await send(
		twilio,
		{ callSid: byId(callSid), options },
		{ items: [{ n: 1 }, { n: 2 }], executionId: '90', storedData },
	);
	return { error, heard: heardBy(twilio, callSid) };
}

it('a run that was cancelled at another process of n8n ends, and sends nothing more', async () => {
	const { heard, error } = await sendTwo(async (executionId) => cancelled(executionId));
	expect(heard).toEqual([{ n: 1 }]);
	expect(error?.message).toContain('cancelled');
});

it.each([
	['is not stored', async () => undefined],
	['is stored as a run that goes on', async () => ({ resultData: { runData: {} } })],
	['is the retry of one that was cancelled', async () => cancelled('89')],
	['cannot be looked up', async () => await Promise.reject(new Error('no database'))],
])('a run whose execution %s goes on', async (_, storedData) => {
	const { heard, error } = await sendTwo(storedData);
	expect(error).toBeUndefined();
	expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
});
