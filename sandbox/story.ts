import axios from 'axios';

import { callStatusUrl } from './examples';
import { applicationOf } from './phoneInWorld';
import { print } from './print';
import { untilHeard, untilSubscribed } from './waiting';
import type { Stage } from './world';

const CUSTOMER = '+15005550006';
const COLLEAGUE = '+15005550009';
const ALICE = 'client:alice';
const SUPERVISOR = 'client:supervisor';

/** The call of a customer: the leg of the customer, and its child, the leg of the app that was dialled. */
interface TwoLegs {
	readonly customer: string;
	readonly alice: string;
}

/**
 * Plays the main job once: a workflow greets the person on a call, shows her who is calling, answers what she says,
 * asks her something and waits for the answer, tells her what becomes of a number she dials, and tells everybody in a conference what a supervisor says.
 * Resolves with the Call SID of her app's leg, which stays on the line. Rejects with the reason when something
 * expected does not happen.
 */
export async function playStory(stage: Stage): Promise<string> {
	const legs = await greet(stage);
	await pushCard(stage, legs);
	await answerQuestion(stage, legs);
	await askForConsent(stage, legs);
	await dialColleague(stage);
	const bob = await placeCall(stage);
	await tellConference(stage, { ...legs, bob });
	await stage.twilio.settled();
	print('\nThat was the story: a message to a call, a message from it, a workflow in between.');
	return legs.alice;
}

async function greet(stage: Stage): Promise<TwoLegs> {
	const { phone } = stage.twilio;
	print(
		'\n1. A customer calls, and Twilio rings the app of Alice. It reports that to the trigger in n8n,',
	);
	print(
		'   which subscribes to her call. Her app says that it is ready, and a workflow greets it.',
	);
	const customer = phone.startCall({ from: CUSTOMER, to: '+15005550001', status: 'in-progress' });
	const alice = phone.startCall({
		from: CUSTOMER,
		to: ALICE,
		parentCallSid: customer.sid,
		statusCallback: callStatusUrl(stage.n8n.baseUrl, 'Greet a caller'),
	});
	phone.answer(alice.sid);
	await untilSubscribed(stage, alice.sid, 1, 'Greet a caller');
	phone.say(alice.sid, { type: 'ready' });
	await untilHeard(stage, alice.sid, { type: 'greeting' }, 'Greet a caller');
	await untilSubscribed(stage, alice.sid, 2, 'Greet a caller');
	return { customer: customer.sid, alice: alice.sid };
}

async function pushCard(stage: Stage, { customer, alice }: TwoLegs): Promise<void> {
	print(
		'\n2. The customer is identified. A workflow is told the call of the customer, and pushes a card',
	);
	print('   to the leg that was dialled: the app of Alice.');
	const url = `${stage.n8n.baseUrl}/webhook/caller-identified`;
	const body = { call_sid: customer, customer: { name: 'Grace Hopper', tier: 'gold' } };
	await axios.post(url, body, { proxy: false });
	await untilHeard(stage, alice, { type: 'card', title: 'Grace Hopper' }, 'Push a card');
}

async function answerQuestion(stage: Stage, { alice }: TwoLegs): Promise<void> {
	print('\n3. Her app asks something. The trigger of another workflow starts it, and it answers.');
	const question = { type: 'question', text: 'Who is calling me?' };
	stage.twilio.phone.say(alice, question);
	await untilHeard(stage, alice, { type: 'echo', received: question }, 'Echo');
}

async function askForConsent(stage: Stage, { alice }: TwoLegs): Promise<void> {
	const { phone } = stage.twilio;
	print(
		'\n4. A workflow asks her something, and waits. Her app answers, and the workflow continues.',
	);
	await axios.post(
		`${stage.n8n.baseUrl}/webhook/consent-needed`,
		{ call_sid: alice },
		{ proxy: false },
	);
	await untilHeard(stage, alice, { type: 'question', id: 'consent' }, 'Ask for consent');
	phone.say(alice, { type: 'consent', yes: true });
	await untilHeard(stage, alice, { text: 'Thank you. This call is recorded.' }, 'Ask for consent');
}

async function dialColleague(stage: Stage): Promise<void> {
	const { phone } = stage.twilio;
	print('\n5. Alice dials a colleague. The workflow tells her app what becomes of it.');
	const outgoing = phone.startCall({ from: ALICE, to: COLLEAGUE, status: 'in-progress' });
	const dialled = phone.startCall({
		from: CUSTOMER,
		to: COLLEAGUE,
		parentCallSid: outgoing.sid,
		statusCallback: callStatusUrl(stage.n8n.baseUrl, 'Relay call status'),
	});
	for (const status of ['ringing', 'in-progress', 'completed']) {
		if (status === 'in-progress') phone.answer(dialled.sid);
		if (status === 'completed') phone.end(dialled.sid);
		await untilHeard(stage, outgoing.sid, { type: 'callStatus', status }, 'Relay call status');
	}
	phone.end(outgoing.sid);
}

async function placeCall(stage: Stage): Promise<string> {
	const { twilio, n8n } = stage;
	const workflow = 'Greet a caller';
	print(
		'\n6. The app of Bob places a call. Twilio asks the trigger in n8n what to do with it: that has',
	);
	print('   subscribed to it when it answers with TwiML, so his app is greeted too.');
	twilio.setApplication(applicationOf(n8n.baseUrl));
	const bob = twilio.phone.placeCall({ identity: 'bob' }).sid;
	await untilSubscribed(stage, bob, 1, workflow);
	twilio.phone.say(bob, { type: 'ready' });
	await untilHeard(stage, bob, { type: 'greeting' }, workflow);
	return bob;
}

/** Only the callback of who opens a conference counts. */
async function tellConference(
	stage: Stage,
	{ customer, alice, bob }: TwoLegs & { readonly bob: string },
): Promise<void> {
	const { phone } = stage.twilio;
	const workflow = 'Tell everyone in the conference';
	print(
		'\n7. Bob joins Alice and the customer in a conference, which reports to a trigger who has joined.',
	);
	print(
		'   The app of a supervisor announces something, and everybody in there who has an app is told.',
	);
	const supervisor = phone.startCall({ from: SUPERVISOR, to: '', status: 'in-progress' }).sid;
	const statusCallback = callStatusUrl(stage.n8n.baseUrl, workflow);
	for (const callSid of [customer, alice, bob, supervisor]) {
		phone.join(callSid, 'Support', { statusCallback });
	}
	await untilSubscribed(stage, supervisor, 1, workflow);
	phone.say(supervisor, { type: 'announce', conference: 'Support', text: 'The system is back.' });
	for (const callSid of [alice, bob]) {
		await untilHeard(stage, callSid, { type: 'announcement' }, workflow);
	}
	phone.end(supervisor);
	phone.end(bob);
}
