import axios from 'axios';
import { randomUUID } from 'node:crypto';

import { until } from '../../../sandbox/poll';
import { startApp } from '../liveCalls';
import { actionNode, builtInNode } from '../n8n';
import { callOfItem, sendNumber } from '../parameters';
import { publish, type QueueBench } from './queueBench';

const LIMITS = { timeoutMs: 60_000, everyMs: 20 };

/**
 * Starts a run of so many messages to one call by a request to n8n's own Webhook, which a webhook processor takes and a
 * worker carries out. Resolves once some have been heard.
 */
export async function startLongRun(bench: QueueBench, messages: number) {
	const webhookId = randomUUID();
	const webhook = {
		...builtInNode('Webhook', 'webhook', 2, { path: webhookId, httpMethod: 'POST' }),
		webhookId,
	};
	const items = builtInNode('Items', 'code', 2, {
		jsCode: `return Array.from({ length: ${messages} }, (_, n) => ({ json: { sid: $json.body.sid, n } }));`,
	});
	const send = actionNode(bench.credential, sendNumber({ callSid: callOfItem }));
	const { id } = await publish(bench, webhook, [items, send]);

	const sid = startApp(bench.twilio);
	await axios.post(`${bench.cluster.baseUrl}/webhook/${webhookId}`, { sid }, { proxy: false });
	const heard = () => bench.twilio.phone.heardBy(sid).map(({ content }) => content);
	await until('Some messages', LIMITS, () => heard().length >= messages / 10);
	const [execution] = await bench.api.executions(id);
	return { workflowId: id, executionId: execution?.id ?? '', heard };
}
