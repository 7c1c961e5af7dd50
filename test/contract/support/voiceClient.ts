import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

import { newSid } from '../../../sandbox/twilio/sids';
import { until } from './until';

const HEARTBEAT = '\n';

const serverFrame = z
	.object({ type: z.string(), version: z.literal('1.6'), payload: z.record(z.unknown()) })
	.strict();

export type Payload = Readonly<Record<string, unknown>>;

/** The connection of one Voice SDK: says what a test has it say, in the SDK's frames, and keeps what it hears. */
export class VoiceClient {
	/** Every frame so far, heartbeats left out. */
	readonly heard: z.infer<typeof serverFrame>[] = [];
	/** Signs of life so far. */
	heartbeats = 0;
	/** Told of every frame, for who does not ask. */
	onHeard: (type: string, payload: Payload) => void = () => undefined;
	private readonly unread: z.infer<typeof serverFrame>[] = [];

	private constructor(private readonly socket: WebSocket) {
		socket.on('message', (data) => this.receive(String(data)));
		socket.on('error', () => undefined);
	}

	/** Rejects when `/signal` of this server is no WebSocket. */
	static async connect(baseUrl: string): Promise<VoiceClient> {
		const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/signal`);
		const client = new VoiceClient(socket);
		await once(socket, 'open');
		return client;
	}

	get isClosed(): boolean {
		return this.socket.readyState === this.socket.CLOSED;
	}

	/** Types of the frames so far. */
	get heardTypes(): string[] {
		return this.heard.map(({ type }) => type);
	}

	says(type: string, payload: Payload): void {
		this.saysText(JSON.stringify({ type, version: '1.6', payload }));
	}

	saysText(text: string): void {
		this.socket.send(text);
	}

	/** Resolves with the oldest frame of this type that no test asked for before. Rejects when none comes. */
	async hears(type: string): Promise<Payload> {
		const isIt = (frame: { type: string }) => frame.type === type;
		await until(() => this.unread.some(isIt)).catch(() => {
			throw new Error(`No ${type} after ${this.heardTypes.join(', ')}`);
		});
		const [frame] = this.unread.splice(this.unread.findIndex(isIt), 1);
		return frame?.payload ?? {};
	}

	/** Resolves when the server has dealt with all this SDK said, and this SDK heard all that the server said by then. */
	async caughtUp(): Promise<void> {
		this.socket.ping();
		await once(this.socket, 'pong');
	}

	/** Signs in as the owner of the token. */
	async signIn(token: string): Promise<void> {
		this.says('listen', { token, browserinfo: {}, reconnectTimeout: 0 });
		await this.hears('connected');
	}

	/** Can be called from now on, or no longer. */
	async register(media = { audio: true }): Promise<void> {
		this.says('register', { media });
		await this.hears(media.audio ? 'ready' : 'offline');
	}

	/** What the SDK does for a call whose connection broke. */
	takesUp(callsid: string, reconnect: string): void {
		this.says('invite', { callsid, reconnect, sdp: 'v=0', twilio: {} });
	}

	/** As `call.sendMessage()` does; returns the Sid the SDK makes up. */
	sendsMessage(callsid: string, content: unknown, different: Payload = {}): string {
		const voiceeventsid = newSid('KX');
		this.says('message', {
			callsid,
			content,
			contenttype: 'application/json',
			messagetype: 'user-defined-message',
			voiceeventsid,
			...different,
		});
		return voiceeventsid;
	}

	/** The same with content that is JSON text already. */
	sendsMessageText(callsid: string, contentText: string): string {
		const voiceeventsid = newSid('KX');
		this.saysText(
			`{"type":"message","version":"1.6","payload":{"callsid":"${callsid}","content":${contentText},"contenttype":"application/json","messagetype":"user-defined-message","voiceeventsid":"${voiceeventsid}"}}`,
		);
		return voiceeventsid;
	}

	/** Closes the connection; the server knows. */
	async leave(): Promise<void> {
		if (this.isClosed) return;
		this.socket.close();
		await once(this.socket, 'close');
	}

	/** Breaks the rules of WebSockets. */
	saysNonsense(): void {
		Reflect.get(this.socket, '_socket').write(Buffer.alloc(16, 0xff));
	}

	private receive(text: string): void {
		if (text === HEARTBEAT) return this.echoHeartbeat();
		const frame = serverFrame.parse(JSON.parse(text));
		this.heard.push(frame);
		this.unread.push(frame);
		this.onHeard(frame.type, frame.payload);
	}

	private echoHeartbeat(): void {
		this.heartbeats += 1;
		this.saysText(HEARTBEAT);
	}
}
