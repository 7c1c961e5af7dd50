import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { lastLines } from './n8n/install/command';
import { print } from './print';
import { triggerIdOf, type World } from './world';

const PATIENCE_MS = 30_000;
const CUSTOMER = '+15005550006';
const COLLEAGUE = '+15005550009';
const ALICE = 'client:alice';

/**
 * Plays the main job once: a workflow greets the person on a call, answers what she says, and tells her what
 * becomes of a number she dials. Resolves with the Call SID of her app's leg, which stays on the line.
 * Rejects with the reason when something expected does not happen.
 */
export async function playStory(world: World): Promise<string> {
	const { phone } = world.twilio;
	const statusUrl = (path: string) => `${world.n8n.baseUrl}/webhook/${path}`;

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
		statusCallback: statusUrl(`${triggerIdOf('Greet a caller')}/call-status`),
	});
	phone.answer(alice.sid);
	await untilSubscribed(world, alice.sid, 1, 'Greet a caller');
	phone.say(alice.sid, { type: 'ready' });
	await untilHeard(world, alice.sid, { type: 'greeting' }, 'Greet a caller');
	await untilSubscribed(world, alice.sid, 2, 'Greet a caller');

	print('\n2. Her app asks something. The trigger of another workflow starts it, and it answers.');
	const question = { type: 'question', text: 'Who is calling me?' };
	phone.say(alice.sid, question);
	await untilHeard(world, alice.sid, { type: 'echo', received: question }, 'Echo');

	print('\n3. Alice dials a colleague. The workflow tells her app what becomes of it.');
	const outgoing = phone.startCall({ from: ALICE, to: COLLEAGUE, status: 'in-progress' });
	const dialled = phone.startCall({
		from: CUSTOMER,
		to: COLLEAGUE,
		parentCallSid: outgoing.sid,
		statusCallback: statusUrl('dialled-leg-status'),
	});
	for (const status of ['ringing', 'in-progress', 'completed']) {
		if (status === 'in-progress') phone.answer(dialled.sid);
		if (status === 'completed') phone.end(dialled.sid);
		await untilHeard(world, outgoing.sid, { type: 'callStatus', status }, 'Relay call status');
	}
	phone.end(outgoing.sid);
	await world.twilio.settled();
	print('\nThat was the story: a message to a call, a message from it, a workflow in between.');
	return alice.sid;
}

async function untilHeard(
	{ twilio, n8n }: World,
	callSid: string,
	expected: Readonly<Record<string, unknown>>,
	workflow: string,
): Promise<void> {
	const isExpected = ({ content }: { content: unknown }) => includes(content, expected);
	const isHeard = () => twilio.phone.heardBy(callSid).some(isExpected);
	await until(isHeard, `the phone did not hear ${JSON.stringify(expected)}`, workflow, n8n);
}

async function untilSubscribed(
	{ twilio, n8n }: World,
	callSid: string,
	count: number,
	workflow: string,
): Promise<void> {
	const isSubscribed = () => twilio.phone.subscriptionsOf(callSid).length >= count;
	await until(isSubscribed, 'n8n did not subscribe to the call', workflow, n8n);
}

async function until(
	isTrue: () => boolean,
	otherwise: string,
	workflow: string,
	n8n: World['n8n'],
): Promise<void> {
	for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
		if (isTrue()) return;
		await sleep(50);
	}
	const log = lastLines(await readFile(n8n.logFile, 'utf8').catch(() => ''));
	throw new Error(
		`${otherwise} within ${PATIENCE_MS / 1000} s (workflow "${workflow}"). The last lines n8n wrote to its log:\n${log}`,
	);
}

function includes(content: unknown, expected: Readonly<Record<string, unknown>>): boolean {
	if (typeof content !== 'object' || content === null) return false;
	return Object.entries(expected).every(
		([name, value]) => JSON.stringify(Reflect.get(content, name)) === JSON.stringify(value),
	);
}
