import { randomUUID } from 'node:crypto';

import type { Call } from '../../../sandbox/twilio/calls/calls';
import type { StartCallOptions } from '../../../sandbox/twilio/calls/newCall';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import { messagesOf, sendRest } from './restClient';
import { VoiceClient, type Payload } from './voiceClient';
import { answerOnly, offerOnly } from './voiceMedia';
import { voiceToken } from './voiceToken';

const CUSTOMER = '+15005550006';
const SUPPORT = '+15005550001';

/** A call that an SDK is on. */
export interface OpenCall {
	readonly client: VoiceClient;
	readonly callSid: string;
	/** By which it is taken up again. */
	readonly token: string;
}

/** A call that an SDK placed, under both of its names. */
export interface PlacedCall {
	readonly callSid: string;
	readonly temporarySid: string;
}

/** An emulator and the SDKs that talk to it. */
export class VoiceStage {
	private readonly clients: VoiceClient[] = [];

	private constructor(readonly emulator: TwilioEmulator) {}

	static async open(): Promise<VoiceStage> {
		return new VoiceStage(await startTwilioEmulator());
	}

	/** SDKs of an emulator that somebody else stops, too. */
	static on(emulator: TwilioEmulator): VoiceStage {
		return new VoiceStage(emulator);
	}

	/** Closes every connection. */
	async close(): Promise<void> {
		await Promise.all(this.clients.map((client) => client.leave()));
		await this.emulator.stop();
	}

	/** An SDK of which nobody knows yet whose it is. */
	async connect(): Promise<VoiceClient> {
		const client = await VoiceClient.connect(this.emulator.baseUrl);
		this.clients.push(client);
		return client;
	}

	/** An SDK that may call. */
	async signIn(identity: string): Promise<VoiceClient> {
		const client = await this.connect();
		await client.signIn(voiceToken(this.emulator.account, { identity }));
		return client;
	}

	/** An SDK that may be called, too. */
	async register(identity: string): Promise<VoiceClient> {
		const client = await this.signIn(identity);
		await client.register();
		return client;
	}

	/** Resolves when the call rings. */
	async placeCall(client: VoiceClient, sdp?: string): Promise<PlacedCall> {
		const temporarySid = newTemporarySid();
		client.says('invite', { callsid: temporarySid, sdp: sdp ?? (await offerOnly()), twilio: {} });
		const { callsid } = await client.hears('ringing');
		return { callSid: String(callsid), temporarySid };
	}

	/** A customer's call that rings at the person; resolves when each of these devices knows. */
	async callPerson(identity: string, ...devices: readonly VoiceClient[]): Promise<Call> {
		const call = this.startCallTo(identity);
		await this.caughtUp(...devices);
		return call;
	}

	/** The same; returns before any device knows. */
	startCallTo(identity: string, options: Partial<StartCallOptions> = {}): Call {
		const { phone } = this.emulator;
		const parent = phone.startCall({ from: CUSTOMER, to: SUPPORT, status: 'in-progress' });
		const to = `client:${identity}`;
		return phone.startCall({ from: CUSTOMER, to, parentCallSid: parent.sid, ...options });
	}

	/** The device answers the call that rings there; resolves with how it rang. */
	async answer(client: VoiceClient): Promise<Payload> {
		const invite = await client.hears('invite');
		const sdp = await answerOnly(String(invite['sdp']));
		client.says('answer', { callsid: invite['callsid'], sdp });
		await client.caughtUp();
		return invite;
	}

	/** A call that a new SDK placed and the other side answered. */
	async openPlacedCall(identity: string): Promise<OpenCall> {
		const client = await this.signIn(identity);
		const { callSid } = await this.placeCall(client);
		const { reconnect } = await client.hears('answer');
		return { client, callSid, token: String(reconnect) };
	}

	/** A customer's call that a new SDK answered. */
	async openIncomingCall(identity: string): Promise<OpenCall> {
		const client = await this.register(identity);
		const { sid: callSid } = await this.callPerson(identity, client);
		const { reconnect } = await this.answer(client);
		return { client, callSid, token: String(reconnect) };
	}

	/** Sends a message over REST; resolves with the SID in the answer. */
	async sendMessage(callSid: string, content: unknown): Promise<string> {
		const form = { Content: JSON.stringify(content) };
		const { body } = await sendRest(this.emulator, 'POST', messagesOf(callSid), form);
		return JSON.parse(body).sid;
	}

	/** Resolves when nothing goes on at the server and the SDKs heard all of it. */
	async caughtUp(...clients: readonly VoiceClient[]): Promise<void> {
		await Promise.all(clients.map((client) => client.caughtUp()));
		await this.emulator.settled();
		await Promise.all(clients.map((client) => client.caughtUp()));
	}

	statusOf(callSid: string): string {
		return this.emulator.phone.call(callSid).status;
	}
}

/** As the SDK makes it up for a call it places. */
const newTemporarySid = () => `TJS${randomUUID()}`;
