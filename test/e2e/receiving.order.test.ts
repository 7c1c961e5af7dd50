import { shuffle } from 'lodash';

import { TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { deliver, messagesOf } from '../support/callMessages';

const bench = useN8nBench();

it('executions start in the order of the messages, which come shuffled and twice, and say what is missing', async () => {
	// Five of the ten seconds that a message may wait are left for those behind the gap, one after the other.
	const options = { keepOrder: true, gapPatience: 5 };
	const { workflow, productionUrl } = triggerWorkflow(bench.credential, { options });
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	const messages = messagesOf(1, 30).filter(({ number }) => number !== 21);
	const statuses = await Promise.all(
		shuffle([...messages, ...messages]).map(
			async (message) => await deliver(bench.twilio, productionUrl, message),
		),
	);
	expect(new Set(statuses)).toEqual(new Set([204]));

	const executions = await bench.api.waitForExecutions(id, messages.length, TIMEOUT_MS);
	const items = executions
		.sort((one, other) => Number(one.id) - Number(other.id))
		.flatMap(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json));
	expect(items.map((json) => json['sequence_number'])).toEqual(
		messages.map(({ number }) => number),
	);
	expect(items.flatMap((json) => json['missing'])).toEqual([21]);
	expect(items.filter((json) => json['gap']).map((json) => json['sequence_number'])).toEqual([22]);
});
