import type { Page } from 'playwright-core';

import { actionNode, createCredential, workflowWith, type StoredCredential } from '../support/n8n';
import { itInEditor, useBench, withWorkflow } from './support/browserTest';
import { openNode, type NodeView } from './support/nodeView';

const LINE = '+15005550006';
const bench = useBench();

const startCall = (from: string) =>
	bench().twilio.phone.startCall({ from, to: LINE, status: 'in-progress' });

async function withNode(
	credential: StoredCredential,
	work: (node: NodeView, page: Page) => Promise<void>,
	expectedErrors: readonly RegExp[] = [],
): Promise<void> {
	const node = actionNode(credential, {});
	const open = async (page: Page) => await work(await openNode(page, node.name), page);
	await withWorkflow(bench(), workflowWith(node, [{}]), open, expectedErrors);
}

describe('Send Message in the editor', () => {
	itInEditor('reaches the call that was picked from the list of active calls', async () => {
		const { api, twilio } = bench();
		const alice = startCall('client:alice');
		startCall('client:bob');
		twilio.phone.end(startCall('client:carol').sid);
		const words = (name: string) =>
			new RegExp(`^client:${name} → \\${LINE} · \\d\\d:\\d\\d · inbound app leg, in progress$`);

		await withNode(await createCredential(api, twilio), async (node) => {
			await node.callSid.open();
			const entries = await node.callSid.entries();
			expect(entries.sort()).toEqual([
				expect.stringMatching(words('alice')),
				expect.stringMatching(words('bob')),
			]);
			await node.callSid.search('alice');
			expect(await node.callSid.entries()).toEqual([expect.stringMatching(words('alice'))]);
			await node.callSid.pick('alice');
			expect(await node.callSid.picked()).toMatch(words('alice'));

			await node.choose('contentMode', 'JSON');
			await node.writeJson('contentJson', '{ "type": "card", "n": 7 }');
			const output = await node.execute();

			const [heard] = twilio.phone.heardBy(alice.sid);
			expect(heard?.content).toEqual({ type: 'card', n: 7 });
			expect(output).toEqual([expect.objectContaining({ sid: heard?.sid, call_sid: alice.sid })]);
		});
	});

	itInEditor('says in the list why Twilio does not give the calls', async () => {
		const { api, twilio } = bench();
		const refused = await createCredential(api, twilio, { authToken: '0'.repeat(32) });
		const answerOfN8n = /status of 500 .*\/resource-locator-results$/;

		await withNode(
			refused,
			async (node) => {
				const text = await node.callSid.openInVain();
				expect(text).toContain('Twilio did not accept the credential');
				expect(text).toContain('Check your credential: Account SID and Auth Token');
				expect(text).toContain('Twilio error 20003');
			},
			[answerOfN8n],
		);
	});

	itInEditor('asks for a conference instead of a call when the message goes to all', async () => {
		const { api, twilio } = bench();
		await withNode(await createCredential(api, twilio), async (node) => {
			expect(await node.labels()).not.toContain('Conference');
			await node.choose('deliverTo', 'Everyone in a Conference');
			await node.callSid.disappeared();
			const labels = await node.labels();
			expect(labels).toContain('Conference');
			expect(labels).not.toContain('Call SID');
		});
	});

	itInEditor('loads more of many active calls when the list is scrolled', async () => {
		const { api, twilio } = bench();
		const names = Array.from({ length: 120 }, (_, index) => `client:agent${index}`);
		names.forEach(startCall);

		await withNode(await createCredential(api, twilio), async (node) => {
			await node.callSid.open();
			expect(await node.callSid.entries()).toHaveLength(50);
			while ((await node.callSid.entries()).length < names.length) {
				await node.callSid.scrollToEnd();
			}
			const shown = (await node.callSid.entries()).map((entry) => entry.split(' ')[0]);
			expect(shown.sort()).toEqual(names.sort());
		});
	});
});
