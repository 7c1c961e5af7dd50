import { createCredential, triggerWorkflow } from '../support/n8n';
import { sendRest, subscriptionsOf } from '../contract/support/restClient';
import { itInEditor, useBench, withWorkflow } from './support/browserTest';
import { openNode } from './support/nodeView';
import { triggerView } from './support/triggerView';

const bench = useBench();

describe('the trigger in the editor', () => {
	itInEditor('shows the URLs Twilio calls', async () => {
		const { api, twilio } = bench();
		const trigger = triggerWorkflow(await createCredential(api, twilio));
		const callStatusUrl = trigger.productionUrl.replace('/messages', '/call-status');
		await withWorkflow(bench(), trigger.workflow, async (page) => {
			await openNode(page, 'Trigger');
			const view = triggerView(page);
			await view.showUrls('test');
			expect(await view.urls()).toContainEqual({ method: 'POST', url: trigger.testUrl });
			await view.showUrls('production');
			expect(await view.urls()).toContainEqual({ method: 'POST', url: trigger.productionUrl });
			expect((await view.urls()).map(({ url }) => url)).not.toContain(callStatusUrl);

			await view.turnOn('autoSubscribe');
			await view.urlShown('/call-status');
			expect(await view.urls()).toContainEqual({ method: 'POST', url: callStatusUrl });
			expect(await view.labels()).toContain('Subscribe To');
		});
	});

	itInEditor('listens until it is told to stop, or a message comes', async () => {
		const { api, twilio } = bench();
		const trigger = triggerWorkflow(await createCredential(api, twilio));
		const call = twilio.phone.startCall({ from: 'client:alice', to: '+15005550006' });
		const form = { Callback: trigger.testUrl, IdempotencyKey: 'once' };
		await sendRest(twilio, 'POST', subscriptionsOf(call.sid), form);

		await withWorkflow(bench(), trigger.workflow, async (page) => {
			await openNode(page, 'Trigger');
			const view = triggerView(page);
			await view.listen();
			await view.stopListening();

			await view.listen();
			const said = twilio.phone.say(call.sid, { type: 'ready' });
			const output = await view.output();
			await view.listened();
			expect(output).toEqual([
				expect.objectContaining({ sid: said.sid, content: { type: 'ready' } }),
			]);
		});
	});
});
