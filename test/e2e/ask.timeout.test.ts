import { askingNode, startAsking } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { workflowWith } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const NODE = 'Twilio Call Messages';

/** n8n looks once a minute for executions whose time is up, so this test is slow whatever the limit. */
const A_MINUTE_AND_MORE_MS = 90_000;

const bench = useN8nBench();

describe('a question that nobody answers in time', () => {
	it(
		'passes all input items on as they came, and a late reply changes nothing',
		async () => {
			const callSid = startApp(bench.twilio);
			const items = [
				{ sid: callSid, n: 1 },
				{ sid: callSid, n: 2 },
			];
			const values = { limitType: 'afterTimeInterval', resumeAmount: 0.01, resumeUnit: 'minutes' };
			const options = { limitWaitTime: { values }, replyField: 'answer' };
			const executionId = await startAsking(
				bench.api,
				workflowWith(askingNode(bench.credential, options), items),
			);
			bench.twilio.phone.say(callSid, 'one moment');

			const { status, itemsOf } = await bench.api.waitForExecution(
				executionId,
				A_MINUTE_AND_MORE_MS,
			);
			expect([status, itemsOf(NODE).map(({ json }) => json)]).toEqual(['success', items]);

			bench.twilio.phone.say(callSid, { answer: 'yes' });
			await bench.twilio.settled();
			const later = await bench.api.execution(executionId);
			expect(later.itemsOf(NODE)).toEqual(itemsOf(NODE));
		},
		A_MINUTE_AND_MORE_MS + 30_000,
	);
});
