import type { Phone } from '../../sandbox/twilio/calls/phone';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startCallbackReceiver, type CallbackReceiver } from './support/callbackReceiver';
import { steer } from './support/steer';
import { isAcceptedByTwilio, parametersOf } from './support/twilioVerdict';

const NOW = Date.UTC(2022, 11, 2, 22, 2, 45);

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;
let phone: Phone;
let callSid: string;

beforeEach(async () => {
	receiver = await startCallbackReceiver();
	emulator = await startTwilioEmulator({ now: () => new Date(NOW) });
	({ phone } = emulator);
	callSid = phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' }).sid;
});

afterEach(async () => {
	await emulator.stop();
	await receiver.stop();
});

const start = (options: object) => steer(emulator, 'POST', `/calls/${callSid}/streams`, options);
const stop = (name: string, body?: object) =>
	steer(emulator, 'POST', `/calls/${callSid}/streams/${name}/stop`, body);

async function told(): Promise<Record<string, string>[]> {
	await emulator.settled();
	return receiver.received.map(parametersOf);
}

const fieldsOf = (StreamEvent: string, more: object = {}) => ({
	AccountSid: emulator.account.sid,
	CallSid: callSid,
	StreamSid: expect.stringMatching(/^MZ[0-9a-f]{32}$/),
	StreamName: 'scribe',
	StreamEvent,
	Timestamp: '2022-12-02T22:02:45.000Z',
	...more,
});

it('tells when it starts and when it is stopped, with the documented fields, signed', async () => {
	await start({ name: 'scribe', statusCallback: `${receiver.baseUrl}/status` });
	await stop('scribe');

	expect(await told()).toEqual([fieldsOf('stream-started'), fieldsOf('stream-stopped')]);
	const { authToken } = emulator.account;
	expect(receiver.received.every((one) => isAcceptedByTwilio(authToken, one))).toBe(true);
	expect(emulator.deliveries.map(({ kind }) => kind)).toEqual(['stream', 'stream']);
});

it('tells what broke it', async () => {
	await start({
		name: 'scribe',
		statusCallback: `${receiver.baseUrl}/status`,
		statusCallbackMethod: 'GET',
	});
	await stop('scribe', { error: 'Handshake failed' });

	expect(await told()).toEqual([
		fieldsOf('stream-started'),
		fieldsOf('stream-error', { StreamError: 'Handshake failed' }),
		fieldsOf('stream-stopped'),
	]);
	expect(receiver.received.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
});

it('is stopped with its call, and named by its SID when it has no name', async () => {
	await start({ statusCallback: `${receiver.baseUrl}/status` });
	phone.end(callSid);

	const [started, stopped] = await told();
	expect(started).toMatchObject({ StreamEvent: 'stream-started' });
	expect(stopped).toEqual({ ...started, StreamEvent: 'stream-stopped' });
	expect(started?.['StreamName']).toBe(started?.['StreamSid']);
});

it.each([
	['a stream of an ended call', 409, () => void phone.end(callSid), () => start({})],
	['a second stream of one name', 409, () => start({ name: 'a' }), () => start({ name: 'a' })],
	['a relative URL', 400, () => undefined, () => start({ statusCallback: '/status' })],
	['an end of a stream that is not there', 404, () => undefined, () => stop('a')],
])('refuses %s with %s', async (_name, status, prepare, ask) => {
	await prepare();

	expect(await ask()).toMatchObject({ status, json: { error: expect.stringMatching(/./) } });
});
