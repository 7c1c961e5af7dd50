import type { INodeParameters } from 'n8n-workflow';

import type { TwilioEmulatorOptions } from '../../sandbox/twilio/server';
import { sendRest, subscriptionsOf } from '../contract/support/restClient';
import { VoiceStage } from '../contract/support/voiceStage';
import { startTriggerStage, type TriggerStage } from '../support/triggerStage';

/*
 * What an app says, and what of it starts a workflow. Apps of the SDK for browsers say values, those for iOS, Android and
 * with React Native texts, and nobody but Twilio knows in which of two ways a text gets into the callback.
 */

const BOTH_WAYS = ['quoted', 'raw'] as const;

let stage: TriggerStage;
let apps: VoiceStage;

async function start(options: TwilioEmulatorOptions, parameters: INodeParameters = {}) {
	stage = await startTriggerStage(parameters, options);
	apps = VoiceStage.on(stage.twilio);
}

afterEach(async () => {
	await apps.close();
	await stage.stop();
});

/** An app says these on one call; resolves with the statuses Twilio got. */
async function say(contents: readonly unknown[], different: object = {}): Promise<unknown[]> {
	const { client, callSid } = await apps.openPlacedCall('alice');
	await sendRest(stage.twilio, 'POST', subscriptionsOf(callSid), {
		Callback: stage.urlOf('messages'),
	});
	contents.forEach((content) => client.sendsMessage(callSid, content, { ...different }));
	await apps.caughtUp(client);
	return stage.twilio.deliveries.map(({ status }) => status);
}

const delivered = () => stage.trigger.items.map(({ content }) => content);

describe.each(BOTH_WAYS)('a text that gets into the callback %s', (textContents) => {
	it.each(['hi', 'Grüße, 50 % & mehr', '', ' ', '{"broken"', 'yes'])(
		'is delivered as the same text: %j',
		async (text) => {
			await start({ textContents });
			expect(await say([text])).toEqual([204]);
			expect(delivered()).toEqual([text]);
		},
	);

	it('and is JSON is looked into by the content filter', async () => {
		const contentFilter = { conditions: [{ field: 'type', value: 'consent' }] };
		await start({ textContents }, { options: { contentFilter } });
		const [wanted, other] = [{ type: 'consent', yes: true }, { type: 'ready' }];

		const statuses = await say([JSON.stringify(other), JSON.stringify(wanted), 'consent', '']);

		expect(statuses).toEqual([204, 204, 204, 204]);
		expect(delivered()).toEqual([textContents === 'raw' ? wanted : JSON.stringify(wanted)]);
	});

	it.each(['text/plain', 'application/json; charset=utf-8'])(
		'is delivered under the type its app gave it, %s',
		async (contenttype) => {
			await start({ textContents });
			expect(await say(['hi'], { contenttype })).toEqual([204]);
			expect(stage.trigger.items).toEqual([
				expect.objectContaining({ content: 'hi', content_type: contenttype }),
			]);
		},
	);
});

it('an app that makes JSON of all it says is delivered as it meant it, raw or not a text', async () => {
	await start({ textContents: 'raw' });
	await say([JSON.stringify({ type: 'ready' }), JSON.stringify('42'), JSON.stringify(42)]);
	expect(delivered()).toEqual([{ type: 'ready' }, '42', 42]);
});

it('a type that is none is refused, and the log says that it is the type', async () => {
	await start({});
	expect(await say(['hi'], { contenttype: 'Text/PLAIN' })).toEqual([400]);
	expect(delivered()).toEqual([]);
	expect(stage.log).toEqual([expect.stringMatching(/^warn: .*contentType.*in lower case\.$/)]);
});

it.each([
	'text/plain',
	'application/xml',
	'multipart/form-data; boundary=x',
	'application/ld+json',
])('a request of the content type %s is refused for that, whatever its signature', async (type) => {
	await start({});
	await say(['hi']);
	const [genuine] = stage.twilio.deliveries;
	const { pathname } = new URL(genuine?.url ?? '');
	const headers = { ...genuine?.headers, 'content-type': type };

	const answer = await stage.trigger.ask({ path: pathname, headers, body: genuine?.body ?? '' });

	expect(answer).toMatchObject({ status: 415, body: 'Unsupported content type' });
	expect(stage.log).toEqual([expect.stringMatching(/Content-Type .*neither .* form nor .* JSON/)]);
	expect(stage.log.join()).not.toMatch(/signature|WEBHOOK_URL/);
});
