import type { Call, CallbackMethod } from '../calls/calls';
import { isEnded } from '../calls/calls';
import { isCallbackUrl } from '../callbacks/callbackUrl';
import { report, type CallbackTarget } from '../callbacks/report';
import type { EmulatorContext } from '../emulatorContext';
import { Refusal } from '../../refusal';
import { newSid } from '../sids';
import { streamCallbackParameters, type StreamHappening } from './streamCallback';

/** The audio of a leg on its way to a WebSocket. The emulator opens none: it plays what a stream reports. */
export interface Stream {
	readonly sid: string;
	readonly callSid: string;
	readonly name: string;
	readonly statusCallback: CallbackTarget | null;
	readonly isStopped: boolean;
}

/** As the attributes of `<Stream>` say it: https://www.twilio.com/docs/voice/twiml/stream */
export interface StreamOptions {
	/** Default the SID. */
	readonly name?: string | undefined;
	readonly statusCallback?: string | undefined;
	/** Default `POST`. */
	readonly statusCallbackMethod?: CallbackMethod | undefined;
}

/** The streams of legs, which end with them. */
export class Streams {
	private readonly streams = new Map<string, Stream>();

	constructor(private readonly context: EmulatorContext) {}

	/** Refusal 400 for a bad callback URL, 409 for a leg that is over or has a stream of that name. */
	start(call: Call, options: StreamOptions = {}): Stream {
		if (isEnded(call)) throw new Refusal(409, `Call ${call.sid} is ${call.status}: no stream`);
		const sid = newSid('MZ');
		const name = options.name ?? sid;
		if (this.find(call.sid, name)) {
			throw new Refusal(409, `Call ${call.sid} has a stream ${name} already`);
		}
		const statusCallback = readTarget(options);
		const stream = { sid, callSid: call.sid, name, statusCallback, isStopped: false };
		this.streams.set(sid, stream);
		this.context.emit({ type: 'streamStarted', callSid: call.sid, stream });
		this.tell(stream, { event: 'stream-started' });
		return stream;
	}

	/** By SID or name. Refusal 404 when the leg has no such stream. With an `error` it broke. */
	stop(callSid: string, sidOrName: string, error?: string): Stream {
		const running = this.find(callSid, sidOrName);
		if (!running) throw new Refusal(404, `Call ${callSid} has no stream ${sidOrName}`);
		const stream = { ...running, isStopped: true };
		this.streams.set(stream.sid, stream);
		if (error !== undefined) this.tell(stream, { event: 'stream-error', error });
		this.tell(stream, { event: 'stream-stopped' });
		this.context.emit({ type: 'streamStopped', callSid, stream });
		return stream;
	}

	stopThoseOf(callSid: string): void {
		for (const { sid } of this.runningOf(callSid)) this.stop(callSid, sid);
	}

	/** Oldest first. */
	runningOf(callSid: string): Stream[] {
		const all = [...this.streams.values()];
		return all.filter((stream) => stream.callSid === callSid && !stream.isStopped);
	}

	private find(callSid: string, sidOrName: string): Stream | undefined {
		return this.runningOf(callSid).find(({ sid, name }) => [sid, name].includes(sidOrName));
	}

	private tell(stream: Stream, happening: StreamHappening): void {
		const { account, now } = this.context;
		const { callSid, statusCallback } = stream;
		if (!statusCallback) return;
		const parameters = streamCallbackParameters(account.sid, stream, happening, now());
		report(this.context, { kind: 'stream', callSid }, statusCallback, parameters);
	}
}

function readTarget({ statusCallback: url, statusCallbackMethod }: StreamOptions) {
	if (url === undefined) return null;
	if (!isCallbackUrl(url)) {
		throw new Refusal(400, `statusCallback is no absolute http(s) URL: ${url}`);
	}
	return { url, method: statusCallbackMethod ?? 'POST' };
}
