import { freePort } from '../../sandbox/listen';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startCallbackReceiver, type Answer } from './support/callbackReceiver';

let emulator: TwilioEmulator;

afterEach(() => emulator.stop());

async function deliverTo(statusCallback: string): Promise<void> {
	emulator.phone.startCall({ from: 'a', to: '', status: 'queued', statusCallback });
	await emulator.settled();
}

it('repeats once, with the same idempotency token, when no connection comes about', async () => {
	emulator = await startTwilioEmulator();

	await deliverTo(`http://127.0.0.1:${await freePort()}/`);

	const token = 'i-twilio-idempotency-token';
	const [first, second] = emulator.deliveries;
	expect(emulator.deliveries).toHaveLength(2);
	expect(first).toMatchObject({ status: null, error: expect.stringMatching(/^ECONNREFUSED/) });
	expect(second).toMatchObject({ status: null, error: expect.stringMatching(/^ECONNREFUSED/) });
	expect(second?.headers[token]).toBe(first?.headers[token]);
});

it.each<[string, Answer, object]>([
	['an error of the server', (_, response) => response.writeHead(500).end(), { status: 500 }],
	[
		'a redirect',
		(_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
		{ status: 302 },
	],
	['a reset', (_, response) => response.destroy(), { error: expect.stringMatching(/^ECONNRESET/) }],
	['silence', () => undefined, { error: 'Error: No complete answer within 500 ms' }],
	[
		'an endless answer',
		(_, response) => response.writeHead(200).write('x'),
		{ error: 'Error: No complete answer within 500 ms' },
	],
])('makes one attempt in case of %s', async (_name, answer, outcome) => {
	emulator = await startTwilioEmulator({ callbackTimeoutMs: 500 });
	const receiver = await startCallbackReceiver(answer);

	await deliverTo(`${receiver.baseUrl}/status`);
	await receiver.stop();

	expect(receiver.received).toHaveLength(1);
	expect(emulator.deliveries).toEqual([
		expect.objectContaining({ status: null, error: null, ...outcome }),
	]);
});

it('goes on with the next callback of the call after a failure, in order', async () => {
	emulator = await startTwilioEmulator();
	const receiver = await startCallbackReceiver((_, response) => response.destroy());

	emulator.phone.startCall({ from: 'a', to: '', statusCallback: receiver.baseUrl });
	await emulator.settled();
	await receiver.stop();

	const statuses = receiver.received.map(({ rawBody }) =>
		new URLSearchParams(rawBody).get('CallStatus'),
	);
	expect(statuses).toEqual(['initiated', 'ringing']);
});

it('lets no call wait for another', async () => {
	const { promise, resolve } = withResolvers();
	emulator = await startTwilioEmulator({
		onEvent: (event) => event.type === 'callbackDelivered' && resolve(event.callSid),
	});
	const silent = await startCallbackReceiver(() => undefined);
	const prompt = await startCallbackReceiver();

	emulator.phone.startCall({ from: 'a', to: '', statusCallback: silent.baseUrl });
	const { phone } = emulator;
	const { sid } = phone.startCall({ from: 'b', to: '', statusCallback: prompt.baseUrl });

	expect(await promise).toBe(sid);
	await emulator.stop();
	await silent.stop();
	await prompt.stop();
});

function withResolvers(): { promise: Promise<string>; resolve: (sid: string) => void } {
	let resolve: (sid: string) => void = () => undefined;
	const promise = new Promise<string>((done) => (resolve = done));
	return { promise, resolve };
}
