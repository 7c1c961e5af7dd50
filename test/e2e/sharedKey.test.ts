import { createCredential, TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const KEY = { id: 'webhooks_shared_key_first', secret: 'the first secret' };
const NEXT_KEY = { id: 'webhooks_shared_key_next', secret: 'the next secret' };

const bench = useN8nBench();

it('an API key and a shared key do without the Auth Token: messages, events and the Voice URL, also while the key rotates', async () => {
	const { account, phone } = bench.twilio;
	const credential = await createCredential(bench.api, bench.twilio, {
		authType: 'apiKey',
		apiKeySid: account.apiKeySid,
		apiKeySecret: account.apiKeySecret,
		authToken: '',
		sharedKeySecret: KEY.secret,
		secondarySharedKeySecret: NEXT_KEY.secret,
	});
	const { workflow, productionUrl } = triggerWorkflow(credential, {
		autoSubscribe: true,
		events: ['message', 'callPlaced', 'callEnded'],
		answerVoiceUrl: true,
		voiceAnswer: 'twiml',
		twiml: '<Response><Say>Hello</Say><Pause length="600"/></Response>',
	});
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	const voiceUrl = productionUrl.replace(/messages$/, 'voice');

	// Signed with the Auth Token, as long as no rule says otherwise: refused.
	bench.twilio.setApplication({ voiceUrl });
	const { sid: refused } = phone.placeCall({ identity: 'alice' });
	await bench.twilio.settled();
	expect(phone.subscriptionsOf(refused)).toEqual([]);

	const statusCallback = productionUrl.replace(/messages$/, 'call-status');
	bench.twilio.setApplication({ voiceUrl, statusCallback });
	bench.twilio.configureWebhooks({
		sharedKeys: [KEY, NEXT_KEY],
		rules: [{ matchType: 'DEFAULT', keys: [KEY.id, NEXT_KEY.id] }],
	});
	const { sid } = phone.placeCall({ identity: 'alice' });
	await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
	phone.say(sid, { type: 'ready' });
	await bench.api.waitForExecutions(id, 2, TIMEOUT_MS);
	phone.end(sid);

	const executions = await bench.api.waitForExecutions(id, 3, TIMEOUT_MS);
	const items = executions.flatMap(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json));
	expect(items.map(({ event, call_sid }) => [event, call_sid])).toEqual([
		['callPlaced', sid],
		['message', sid],
		['callEnded', sid],
	]);
	bench.twilio.setApplication({});
	bench.twilio.configureWebhooks({ sharedKeys: [], rules: [] });
});
