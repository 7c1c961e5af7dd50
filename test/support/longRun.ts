import axios from 'axios';
import { randomUUID } from 'node:crypto';

import { until } from '../../sandbox/poll';
import { startApp } from './liveCalls';
import { actionNode, builtInNode } from './n8n';
import { callOfItem, sendNumber } from './parameters';
import { publish, type N8nPlace } from './publish';

const LIMITS = { timeoutMs: 60_000, everyMs: 20 };

/**
 * Starts a run of so many messages to one call by a request to n8n's own Webhook, and resolves once some have been heard. The
 * node that sends comes first in the list of nodes, as it may in workflows that were rearranged.
 */
export async function startLongRun(place: N8nPlace, messages: number) {
	const { api, baseUrl, credential, twilio } = place;
	const webhookId = randomUUID();
	const webhook = {
		...builtInNode('Webhook', 'webhook', 2, { path: webhookId, httpMethod: 'POST' }),
		webhookId,
	};
	const items = builtInNode('Items', 'code', 2, {
		jsCode: `return Array.from({ length: ${messages} }, (_, n) => ({ json: { sid: $json.body.sid, n } }));`,
	});
	const send = actionNode(credential, sendNumber({ callSid: callOfItem }));
	const { id } = await publish(place, webhook, [items, send], [send, webhook, items]);

	const sid = startApp(twilio);
	await axios.post(`${baseUrl}/webhook/${webhookId}`, { sid }, { proxy: false });
	const heard = () => twilio.phone.heardBy(sid).map(({ content }) => content);
	await until('Some messages', LIMITS, () => heard().length >= messages / 10);
	const [execution] = await api.executions(id);
	return { executionId: execution?.id ?? '', heard };
}
