import { heardBy } from '../support/liveCalls';
import { connectN8n, n8nUrl } from '../support/n8n';
import { provision } from '../../sandbox/n8n/api/provision';
import { playStory } from '../../sandbox/story';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { credentialFor } from '../../sandbox/credential';
import { exampleWorkflows } from '../../sandbox/examples';

const EXPECTED = [
	{ type: 'greeting', text: 'Hello! You are connected to a workflow.' },
	{ type: 'card', title: 'Grace Hopper', tier: 'gold' },
	{ type: 'echo', received: { type: 'question', text: 'Who is calling me?' } },
	{ type: 'question', id: 'consent', text: 'May we record this call?' },
	{ type: 'echo', received: { type: 'consent', yes: true } },
	{ type: 'notice', text: 'Thank you. This call is recorded.' },
	{ type: 'announcement', text: 'The system is back.' },
];

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
		'Echo',
		'Greet a caller',
		'Push a card',
		'Relay call status',
		'Tell everyone in the conference',
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
