import { VoiceStage } from '../contract/support/voiceStage';
import { executeNode } from '../support/engine';
import { byId } from '../support/parameters';
import { DEVICES, openApp, sends, type App } from '../support/reactNative/app';
import { credentialOf } from '../support/sending';
import { startTriggerStage, type TriggerStage } from '../support/triggerStage';

/* An app with Twilio's React Native SDK, its published JavaScript, and a workflow on one call. */

describe.each(DEVICES)('with the React Native SDK %s on %s', (version, os) => {
	let stage: TriggerStage;
	let apps: VoiceStage;
	let app: App;

	beforeEach(async () => {
		stage = await startTriggerStage({ autoSubscribe: true }, { textContents: 'raw' });
		apps = VoiceStage.on(stage.twilio);
		app = await openApp(apps, version, os);
	});

	afterEach(async () => {
		await apps.close();
		await stage.stop();
	});

	const delivered = () =>
		stage.trigger.items.map(({ content, content_type }) => [content_type, content]);

	async function workflowSends(callSid: string, contentJson: string): Promise<void> {
		const parameters = {
			resource: 'message',
			operation: 'send',
			callSid: byId(callSid),
			contentMode: 'json',
			contentJson,
		};
		const { error } = await executeNode({ parameters, credential: credentialOf(stage.twilio) });
		expect(error).toBeUndefined();
	}

	it('what the app says starts the workflow, while it rings and on the call, and it hears the workflow', async () => {
		const ringing = app.rings();
		apps.startCallTo('alice', { statusCallback: stage.urlOf('call-status') });
		const invite = await ringing;
		await stage.twilio.settled();
		const type = { messageType: 'user-defined-message' };
		await sends(app, invite, { ...type, content: JSON.stringify({ type: 'ready' }) });
		const call = await invite.accept();
		const hearing = app.hears(call);
		await workflowSends(invite.getCallSid(), '{ "type": "question", "text": "Yes?" }');
		const question: unknown = JSON.parse(String((await hearing).getContent()));
		await sends(app, call, { ...type, content: { type: 'consent', yes: true } });
		await sends(app, call, { ...type, content: 'Grüße, in plain words' });
		await sends(app, call, { ...type, content: 'hi', contentType: 'text/plain' });
		await stage.twilio.settled();

		expect(question).toEqual({ type: 'question', text: 'Yes?' });
		expect(delivered()).toEqual([
			['application/json', { type: 'ready' }],
			['application/json', { type: 'consent', yes: true }],
			['application/json', 'Grüße, in plain words'],
			['text/plain', 'hi'],
		]);
	});
});
