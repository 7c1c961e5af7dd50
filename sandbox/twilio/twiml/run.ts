import type { AppEnd } from '../application/appCalls';
import type { VoiceApplication } from '../application/application';
import type { CallProgress } from '../calls/callProgress';
import type { Call } from '../calls/calls';
import { isEnded } from '../calls/calls';
import type { CallbackParameters } from '../callbacks/messageCallback';
import type { Attendance } from '../conferences/attendance';
import type { EmulatorContext } from '../emulatorContext';
import type { Streams } from '../streams/streams';
import type { Notification } from './notifications';
import type { Queues } from './queues';
import type { TwimlWarning } from './reading/attributes';
import type { VoiceRequest } from './voiceRequest';
import type { Watch } from './watch';

/** The parts of the emulator that verbs reach. */
export interface RunParts {
	readonly context: EmulatorContext;
	readonly progress: CallProgress;
	readonly attendance: Attendance;
	readonly streams: Streams;
	readonly queues: Queues;
	readonly watch: Watch;
	/** How long a second of TwiML lasts. */
	readonly secondMs: number;
	readonly onNotified: (notification: Notification) => void;
}

/** What a run is about. */
export interface RunOptions {
	readonly callSid: string;
	readonly application: VoiceApplication;
	/** What the app gave to `connect()`. */
	readonly parameters?: CallbackParameters | undefined;
	readonly end: AppEnd;
}

/** One call on its way through TwiML. */
export class Run {
	private readonly leaving = new AbortController();
	private hasFallenBack = false;
	private isAnswered = false;
	private finishStep: () => void = () => undefined;

	constructor(
		readonly parts: RunParts,
		private readonly options: RunOptions,
	) {
		this.beginStep();
	}

	get callSid(): string {
		return this.options.callSid;
	}

	get call(): Call {
		return this.parts.progress.find(this.callSid);
	}

	/** Aborts when the call is over, or the emulator stops. */
	get gone(): AbortSignal {
		return this.leaving.signal;
	}

	/** The first request, to the Voice URL. */
	get firstRequest(): VoiceRequest {
		const { voiceUrl = '', voiceMethod = 'POST' } = this.options.application;
		const { parameters = {} } = this.options;
		return { target: { url: voiceUrl, method: voiceMethod }, more: parameters };
	}

	/** What to ask instead of a request that failed; undefined when there is nothing else, or it was asked before. */
	fallbackFor({ target, more }: VoiceRequest, errorCode: number): VoiceRequest | undefined {
		const { voiceFallbackUrl: url, voiceFallbackMethod: method = 'POST' } =
			this.options.application;
		if (url === undefined || this.hasFallenBack) return undefined;
		this.hasFallenBack = true;
		const about = { ErrorCode: String(errorCode), ErrorUrl: target.url };
		return { target: { url, method }, more: { ...more, ...about } };
	}

	/** Answers the call unless it is. A call whose media do not come about has failed. */
	async answer(): Promise<void> {
		if (this.isAnswered) return;
		const isReady = await this.options.end.ready();
		if (this.gone.aborted) return;
		if (!isReady) {
			this.parts.progress.end(this.callSid, 'failed');
			return;
		}
		this.isAnswered = true;
		if (this.call.status === 'ringing') this.parts.progress.answer(this.callSid);
		this.options.end.answered();
	}

	/** Waits for people or for time to pass: whoever asks whether the emulator is settled does not wait along. */
	async rest<Found>(find: () => Found | undefined, seconds?: number): Promise<Found | undefined> {
		const { watch, secondMs } = this.parts;
		this.finishStep();
		const ms = seconds === undefined ? undefined : seconds * secondMs;
		const found = await watch.until(find, this.gone, ms);
		this.beginStep();
		return found;
	}

	/** `seconds` pass, unless the call is over before. */
	async pass(seconds: number): Promise<void> {
		await this.rest(() => undefined, seconds);
	}

	notify(log: Notification['log'], { code, message }: TwimlWarning, url: string): void {
		const { context, onNotified } = this.parts;
		const at = context.now();
		onNotified({ callSid: this.callSid, log, errorCode: code, text: message, url, at });
	}

	/** Hangs up. */
	hangUp(): void {
		if (!isEnded(this.call)) this.parts.progress.end(this.callSid, 'completed');
	}

	/** The call is over, or the emulator stops: whoever rests goes on. */
	leave(): void {
		this.leaving.abort();
	}

	/** Nothing follows. */
	finish(): void {
		this.finishStep();
	}

	private beginStep(): void {
		const step = new Promise<void>((resolve) => (this.finishStep = resolve));
		this.parts.context.pending.track(step);
	}
}
