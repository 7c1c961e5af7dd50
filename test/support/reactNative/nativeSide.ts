import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

import type { Payload, VoiceClient } from '../../contract/support/voiceClient';
import { answerOnly, offerOnly } from '../../contract/support/voiceMedia';
import { EVENTS, SCOPES } from './events';
import type { NativeFunctions, SdkVersion } from './sdk';

/** A call, or an invite to one as long as nobody accepted it. */
interface NativeCall {
	readonly uuid: string;
	/** Null until Twilio has given the call one. */
	sid: string | null;
	readonly from: string;
	readonly to: string;
	/** Of the caller, while it rings here. */
	offer: string | null;
}

/**
 * Stands in for the native half of the SDK, Twilio's SDK for iOS or Android. Contents are texts to it, both ways, and it says
 * them as they are. To the server it speaks as the SDK for browsers: what the native ones speak is not known.
 */
export class NativeSide {
	readonly events = new EventEmitter();
	private readonly calls = new Map<string, NativeCall>();
	private isSignedIn = false;

	constructor(
		private readonly client: VoiceClient,
		private readonly version: SdkVersion,
	) {
		client.onHeard = (type, payload) => this.hear(type, payload);
		// Each message, call and invite of the SDK listens for as long as the app lives.
		this.events.setMaxListeners(Infinity);
	}

	/** The functions the JavaScript calls, with the results its version understands. */
	get functions(): NativeFunctions {
		const connect = async (token: string, parameters: Record<string, string>) =>
			await this.connect(token, parameters);
		const say = async (uuid: string, content: string, contentType: string, type: string) =>
			this.say(this.callOf(uuid), content, contentType, type);
		const functions: NativeFunctions = {
			voice_connect_ios: connect,
			voice_connect_android: connect,
			voice_register: async (token: string) => await this.register(token),
			voice_setExpoVersion: async () => undefined,
			call_sendMessage: say,
			callInvite_sendMessage: say,
			callInvite_accept: async (uuid: string) => await this.accept(this.callOf(uuid)),
			call_disconnect: async (uuid: string) => this.client.says('hangup', about(this.callOf(uuid))),
		};
		return this.version === '1' ? functions : withSettledResults(functions);
	}

	private async register(token: string): Promise<void> {
		await this.signIn(token);
		await this.client.register();
	}

	private async connect(token: string, parameters: Record<string, string>) {
		await this.signIn(token);
		const call = this.add({ sid: null, from: '', to: '', offer: null });
		const params = new URLSearchParams(parameters).toString();
		const sdp = await offerOnly();
		this.client.says('invite', { callsid: `TJS${call.uuid}`, sdp, twilio: { params } });
		return infoOf(call);
	}

	private async accept(call: NativeCall) {
		const sdp = await answerOnly(call.offer ?? '');
		call.offer = null;
		this.client.says('answer', { ...about(call), sdp });
		return infoOf(call);
	}

	private say(call: NativeCall, content: string, contenttype: string, messagetype: string): string {
		if (typeof content !== 'string') throw new TypeError('A content has to be a text');
		return this.client.sendsMessage(call.sid ?? '', content, { contenttype, messagetype });
	}

	private async signIn(token: string): Promise<void> {
		if (!this.isSignedIn) await this.client.signIn(token);
		this.isSignedIn = true;
	}

	/** Other frames are about no call. */
	private hear(type: string, payload: Payload): void {
		const { callsid, voiceeventsid: voiceEventSid, error } = payload;
		if (type === 'invite') return this.ring(payload);
		if (type === 'ack') return this.tell('message', EVENTS.sent, { voiceEventSid });
		if (type === 'error') return this.tell('message', EVENTS.failed, { voiceEventSid, error });
		const call = this.callWith(callsid);
		if (call === undefined) return;
		if (type === 'message') this.tellMessage(call, payload);
		if (type === 'ringing') this.tellCall(Object.assign(call, { sid: callsid }), EVENTS.ringing);
		if (type === 'answer') this.tellCall(call, EVENTS.connected);
		if (type === 'hangup') this.tellCall(call, EVENTS.disconnected);
	}

	private ring({ callsid, sdp, parameters }: Payload): void {
		const { From: from, To: to } = Object(parameters);
		const callSid = String(callsid);
		const { uuid } = this.add({ sid: callSid, from, to, offer: String(sdp) });
		this.tell('voice', EVENTS.invited, { callInvite: { uuid, callSid, from, to } });
	}

	/** A content is a text here, whatever the server sent. */
	private tellMessage(call: NativeCall, payload: Payload): void {
		const { content, contenttype, messagetype, voiceeventsid } = payload;
		const callMessage = {
			content: JSON.stringify(content),
			contentType: contenttype,
			messageType: messagetype,
			voiceEventSid: voiceeventsid,
		};
		if (call.offer === null) return this.tellCall(call, EVENTS.received, { callMessage });
		this.tell('invite', EVENTS.received, { callSid: call.sid, callMessage });
	}

	private tellCall(call: NativeCall, type: string, more: object = {}): void {
		this.tell('call', type, { call: infoOf(call), ...more });
	}

	/** What crosses the bridge is a copy. */
	private tell(scope: keyof typeof SCOPES, type: string, event: object): void {
		this.events.emit(SCOPES[scope], structuredClone({ type, ...event }));
	}

	private add(call: Omit<NativeCall, 'uuid'>): NativeCall {
		const added = { uuid: randomUUID(), ...call };
		this.calls.set(added.uuid, added);
		return added;
	}

	private callOf(uuid: string): NativeCall {
		const call = this.calls.get(uuid);
		if (call === undefined) throw new Error(`No call ${uuid}`);
		return call;
	}

	/** The one with this SID, or the one that has none yet. */
	private callWith(sid: unknown): NativeCall | undefined {
		if (typeof sid !== 'string') return undefined;
		const all = [...this.calls.values()];
		return all.find((one) => one.sid === sid) ?? all.find((one) => one.sid === null);
	}
}

const about = ({ sid, uuid }: NativeCall) => ({ callsid: sid ?? `TJS${uuid}` });

const infoOf = ({ uuid, sid, from, to }: NativeCall) => ({
	uuid,
	from,
	to,
	...(sid !== null && { sid }),
});

/** 2.0 has each promise resolved with whether it would have been rejected. */
function withSettledResults(functions: NativeFunctions): NativeFunctions {
	const settled = Object.entries(functions).map(([name, run]) => [
		name,
		async (...given: never[]) => ({
			promiseKeyStatus: 'promiseStatusValueResolved',
			promiseKeyValue: await run(...given),
		}),
	]);
	return Object.fromEntries(settled);
}
