import type { CallbackEncoding } from '../../sandbox/twilio/callbacks/callbackRequest';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import {
	startCallbackReceiver,
	type CallbackReceiver,
	type ReceivedRequest,
} from '../contract/support/callbackReceiver';
import { headerOf, parametersOf } from '../contract/support/twilioVerdict';
import { createTwilioClient } from '../contract/support/twilioClient';
import { describeClient } from './support/describeClient';
import { runPython } from './support/python';
import { startTwilioHost, type TwilioHost } from './support/twilioHost';

const TEXT = 'Grüße 日本 👩‍👩‍👧 "q" a+b & c=d\nnext';

interface Case {
	readonly url: string;
	readonly parameters: Record<string, string> | string;
	readonly signature: string;
}

let receiver: CallbackReceiver;
let emulator: TwilioEmulator;
let host: TwilioHost;

/** What the validator says of a request as it came, and of the same with one thing changed. */
async function verdictsOn(request: ReceivedRequest, parameters: Case['parameters']) {
	const signature = headerOf(request, 'x-twilio-signature');
	const right: Case = { url: request.url, parameters, signature };
	const changed =
		typeof parameters === 'string' ? `${parameters} ` : { ...parameters, Content: '{}' };
	const token = emulator.account.authToken;
	const [asItCame, ...forged] = (await runPython('validate', host, [
		{ token, ...right },
		{ token, ...right, url: `${right.url}1` },
		{ token, ...right, parameters: changed },
		{ token, ...right, signature: '' },
		{ token: 'another', ...right },
	])) as boolean[];
	return { asItCame, forged };
}

const ONLY_AS_IT_CAME = { asItCame: true, forged: [false, false, false, false] };

describeClient('python3-twilio', () => {
	beforeEach(async () => {
		receiver = await startCallbackReceiver();
	});

	afterEach(async () => {
		await host.stop();
		await emulator.stop();
		await receiver.stop();
	});

	async function callback(
		path: string,
		method: 'GET' | 'POST',
		callbackEncoding: CallbackEncoding = 'form',
	): Promise<ReceivedRequest> {
		emulator = await startTwilioEmulator({ callbackEncoding });
		host = await startTwilioHost(emulator.baseUrl);
		const { sid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
		const { userDefinedMessageSubscriptions } = createTwilioClient(
			emulator.baseUrl,
			emulator.account,
		).calls(sid);
		const url = `${receiver.baseUrl}${path}`;
		await userDefinedMessageSubscriptions.create({ callback: url, method });
		emulator.phone.say(sid, { text: TEXT });
		await emulator.settled();
		return requestIn(receiver);
	}

	it.each(['/messages', '/messages?node=a%20b&x=1', '/messages#rc=2'])(
		'accepts a message as form at %s, and none that was changed',
		async (path) => {
			const request = await callback(path, 'POST');

			expect(await verdictsOn(request, parametersOf(request))).toEqual(ONLY_AS_IT_CAME);
		},
	);

	it('accepts a message by GET, whose parameters are in the URL', async () => {
		const request = await callback('/messages?x=1', 'GET');

		expect(await verdictsOn(request, {})).toEqual(ONLY_AS_IT_CAME);
	});

	it('accepts a message as JSON with bodySHA256', async () => {
		const request = await callback('/messages?x=1', 'POST', 'jsonWithBodyHash');

		expect(await verdictsOn(request, request.rawBody)).toEqual(ONLY_AS_IT_CAME);
	});

	it('accepts a message as JSON that is signed like a form', async () => {
		const request = await callback('/messages', 'POST', 'jsonSignedLikeForm');

		expect(await verdictsOn(request, parametersOf(request))).toEqual(ONLY_AS_IT_CAME);
	});

	it.each(['POST', 'GET'] as const)('accepts the status of a call by %s', async (method) => {
		emulator = await startTwilioEmulator();
		host = await startTwilioHost(emulator.baseUrl);
		emulator.phone.startCall({
			from: 'client:alice',
			to: '+15005550006',
			statusCallback: `${receiver.baseUrl}/status`,
			statusCallbackMethod: method,
			statusCallbackEvent: ['initiated'],
		});
		await emulator.settled();
		const request = requestIn(receiver);
		const parameters = method === 'GET' ? {} : parametersOf(request);

		expect(parametersOf(request)).toMatchObject({ CallStatus: 'initiated', From: 'client:alice' });
		expect(await verdictsOn(request, parameters)).toEqual(ONLY_AS_IT_CAME);
	});
});

function requestIn({ received }: CallbackReceiver): ReceivedRequest {
	const [request] = received;
	if (request === undefined) throw new Error('Nothing was received');
	return request;
}
