import { createCredential, TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';
import { forgeriesOf, redeliver } from './redeliver';

const bench = useN8nBench();

async function activate(changes: Readonly<Record<string, unknown>> = {}) {
	const changed = await createCredential(bench.api, bench.twilio, changes);
	const parameters = { autoSubscribe: true, options: { ignoreDuplicates: false } };
	const { workflow, productionUrl } = triggerWorkflow(changed, parameters);
	const { id } = await bench.api.createWorkflow(workflow);
	await bench.api.activate(id);
	return { id, productionUrl, statusUrl: productionUrl.replace(/messages$/, 'call-status') };
}

describe('the trigger', () => {
	it('subscribes to a call that reports itself; a genuine message starts the workflow, a forged one does not', async () => {
		const { id, productionUrl, statusUrl } = await activate();
		const { sid } = bench.twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback: statusUrl,
		});
		await bench.twilio.settled();
		expect(bench.twilio.phone.subscriptionsOf(sid).map(({ callback }) => callback)).toEqual([
			`${productionUrl}?call=${sid}#rc=5&rp=ct,rt,5xx`,
		]);

		bench.twilio.phone.say(sid, { text: 'old' });
		await bench.twilio.settled();
		const [genuine] = bench.twilio.deliveries.filter(({ kind }) => kind === 'message');
		if (genuine === undefined) throw new Error('Nothing was delivered');
		for (const forgery of forgeriesOf(genuine)) {
			expect(await redeliver(genuine, forgery)).toBe(403);
		}
		expect(await redeliver(genuine)).toBe(204);

		const executions = await bench.api.waitForExecutions(id, 2, TIMEOUT_MS);
		expect(
			executions.map(({ itemsOf }) => itemsOf('Trigger').map(({ json }) => json['content'])),
		).toEqual([[{ text: 'old' }], [{ text: 'old' }]]);
		expect(bench.twilio.deliveries.every(({ status }) => status === 204)).toBe(true);
	});

	it('starts from the test URL while it listens in the editor', async () => {
		const { workflow, testUrl } = triggerWorkflow(bench.credential, { autoSubscribe: true });
		const { id } = await bench.api.createWorkflow(workflow);
		await bench.api.run(id, 'Trigger');

		const statusCallback = testUrl.replace(/messages$/, 'call-status');
		const { sid } = bench.twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback,
		});
		await bench.twilio.settled();
		bench.twilio.phone.say(sid, 'ping');
		await bench.twilio.settled();

		const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Trigger').map(({ json }) => json['content'])).toEqual(['ping']);
	});

	it('is not activated with a credential that has no Auth Token, and says what to do', async () => {
		const { apiKeySid, apiKeySecret } = bench.twilio.account;
		const changes = { authType: 'apiKey', apiKeySid, apiKeySecret, authToken: '' };
		await expect(activate(changes)).rejects.toThrow(
			'The credential has neither an Auth Token nor a Shared Key Secret',
		);
	});
});

describe('the Voice URL', () => {
	it('is answered with TwiML, the call subscribed, and the workflow started', async () => {
		const { workflow, productionUrl } = triggerWorkflow(bench.credential, {
			autoSubscribe: true,
			events: ['callPlaced'],
			answerVoiceUrl: true,
			voiceAnswer: 'twiml',
			twiml: '<Response><Say>Hello</Say><Pause length="600"/></Response>',
		});
		const { id } = await bench.api.createWorkflow(workflow);
		await bench.api.activate(id);
		bench.twilio.setApplication({ voiceUrl: productionUrl.replace(/messages$/, 'voice') });
		const { sid } = bench.twilio.phone.placeCall({ identity: 'alice', parameters: { a: 'b' } });

		const [execution] = await bench.api.waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Trigger').map(({ json }) => json)).toMatchObject([
			{ event: 'callPlaced', call_sid: sid, parameters: { a: 'b' }, subscribed: true },
		]);
		expect(bench.twilio.phone.call(sid).status).toBe('in-progress');
		bench.twilio.phone.end(sid);
	});
});
