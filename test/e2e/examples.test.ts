import axios from 'axios';

import { until } from '../../sandbox/poll';
import { heardBy, startApp } from '../support/liveCalls';
import { connectN8n, n8nUrl, TIMEOUT_MS } from '../support/n8n';
import { provision } from '../../sandbox/n8n/api/provision';
import { playStory } from '../../sandbox/story';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { credentialFor } from '../../sandbox/credential';
import { callStatusUrl, exampleWorkflows } from '../../sandbox/examples';

const EXPECTED = [
	{ type: 'greeting', text: 'Hello! You are connected to a workflow.' },
	{ type: 'card', title: 'Grace Hopper', tier: 'gold' },
	{ type: 'echo', received: { type: 'question', text: 'Who is calling me?' } },
	{ type: 'question', id: 'consent', text: 'May we record this call?' },
	{ type: 'echo', received: { type: 'consent', yes: true } },
	{ type: 'notice', text: 'Thank you. This call is recorded.' },
	{ type: 'announcement', text: 'The system is back.' },
];

// n8n looks once a minute which executions have waited long enough.
const LIMITS = { timeoutMs: 100_000, everyMs: 50 };

let twilio: TwilioEmulator;
beforeAll(async () => {
	twilio = await startTwilioEmulator();
});
afterAll(async () => await twilio.stop());

it('the example workflows play the story of npm start', async () => {
	const api = await connectN8n();
	const workflows = exampleWorkflows();
	const { workflowIds } = await provision(api, { credential: credentialFor(twilio), workflows });
	expect(Object.keys(workflowIds).sort()).toEqual([
		'Agent assist',
		'Ask for consent',
		'Ask until the call ends',
		'Echo',
		'Greet a caller',
		'Push a card',
		'Relay call status',
		'Tell everyone in the conference',
		'Tidy up after a call',
	]);

	const callSid = await playStory({ twilio, n8n: { baseUrl: n8nUrl(), logFile: '' } });
	// Two workflows hear her answer to the question, and may say something about it in either order.
	const heard = heardBy(twilio, callSid);
	expect(heard).toHaveLength(EXPECTED.length);
	expect(heard).toEqual(expect.arrayContaining(EXPECTED));
	expect(
		twilio.deliveries
			.map(({ status }) => status)
			.filter((status) => status !== 200 && status !== 204),
	).toEqual([]);
});

describe('examples of calls that end', () => {
	/** Brings the example as it is, but for how long it waits; resolves with its ID. */
	async function provisionExample(name: string): Promise<string> {
		const workflows = exampleWorkflows()
			.map((workflow) => JSON.stringify(workflow))
			.filter((json) => json.startsWith(`{"name":"${name}"`))
			.map((json): unknown => JSON.parse(json.replace('"minutes"', '"seconds"')));
		const api = await connectN8n();
		return (await provision(api, { credential: credentialFor(twilio), workflows })).workflowIds[
			name
		] as string;
	}
	const hears = async (callSid: string, times: number, content: object) =>
		await until(`${JSON.stringify(content)} on ${callSid}`, LIMITS, () => {
			const fields = Object.entries(content);
			const isMeant = (heard: unknown) =>
				fields.every(([name, value]) => Reflect.get(Object(heard), name) === value);
			return heardBy(twilio, callSid).filter(isMeant).length >= times;
		});

	it('tidy up: the app that dialled a leg is told to clear what it shows of it', async () => {
		const id = await provisionExample('Tidy up after a call');
		const callSid = startApp(twilio);
		const { sid } = twilio.phone.startCall({
			from: '+15005550006',
			to: '+15005550009',
			parentCallSid: callSid,
			statusCallback: callStatusUrl(n8nUrl(), 'Tidy up after a call'),
			statusCallbackEvent: ['completed'],
		});
		twilio.phone.answer(sid);
		twilio.phone.end(sid);
		await hears(callSid, 1, { type: 'clear', call_sid: sid });

		const [execution] = await (await connectN8n()).waitForExecutions(id, 1, TIMEOUT_MS);
		expect(execution?.itemsOf('Summary').map(({ json }) => json)).toEqual([
			{ call_sid: sid, outcome: 'completed', seconds: expect.any(Number), dialled_by: callSid },
		]);
	});

	it('ask: again while the call lasts, and no longer when it is over', async () => {
		const id = await provisionExample('Ask until the call ends');
		const callSid = startApp(twilio);
		await axios.post(`${n8nUrl()}/webhook/answer-needed`, { call_sid: callSid }, { proxy: false });
		await hears(callSid, 2, { type: 'question', id: 'rating' });
		twilio.phone.end(callSid);

		const api = await connectN8n();
		const [execution] = await api.waitForExecutions(id, 1, LIMITS.timeoutMs);
		expect(execution?.itemsOf('The call is over')).toHaveLength(1);
		expect(execution?.itemsOf('Thank the person')).toEqual([]);
	}, 240_000);
});
