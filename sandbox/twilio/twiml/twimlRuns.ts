import { isEnded } from '../calls/calls';
import type { EmulatorEvent } from '../events';
import { Refusal } from '../../refusal';
import { askForTwiml } from './askForTwiml';
import type { Notification } from './notifications';
import { Run, type RunOptions, type RunParts } from './run';
import { Queues } from './queues';
import type { Verb } from './reading/verbs';
import type { VoiceRequest } from './voiceRequest';
import { playVerb } from './verbs/playVerb';
import { Watch } from './watch';

/** Documents one call is led through: made up, so that a circle of redirects has an end. */
const MAX_DOCUMENTS = 100;

/** How long somebody would hear "An application error has occurred". */
const ERROR_SECONDS = 0.5;

/** The calls that TwiML leads. */
export class TwimlRuns {
	/** What Twilio's debugger would show, oldest first. */
	readonly notifications: Notification[] = [];
	private readonly runs = new Map<string, { readonly run: Run; readonly over: Promise<void> }>();
	private readonly parts: RunParts;

	constructor(parts: Omit<RunParts, 'queues' | 'watch' | 'onNotified'>) {
		this.parts = {
			...parts,
			queues: new Queues(),
			watch: new Watch(),
			onNotified: (notification) => {
				this.notifications.push(notification);
				parts.context.emit({ type: 'notified', ...notification });
			},
		};
	}

	start(options: RunOptions): void {
		const run = new Run(this.parts, options);
		const giveUp = (error: unknown) => {
			run.notify('error', { code: null, message: String(error) }, '');
			run.hangUp();
		};
		const over = lead(run)
			.catch(giveUp)
			.finally(() => {
				this.runs.delete(options.callSid);
				run.finish();
			});
		this.runs.set(options.callSid, { run, over });
	}

	/** To be called with everything that happens. */
	readonly onEvent = (event: EmulatorEvent): void => {
		if (event.type === 'callStatus' && isEnded(this.parts.progress.find(event.callSid))) {
			this.runs.get(event.callSid)?.run.leave();
		}
		this.parts.watch.onEvent();
	};

	/** Takes a call out of the queue it waits in. Refusal 409 when it waits in none. */
	dequeue(callSid: string): void {
		if (!this.parts.queues.leave(callSid)) {
			throw new Refusal(409, `Call ${callSid} waits in no queue`);
		}
		this.parts.watch.onEvent();
	}

	/** Resolves when nothing goes on any more; requests that are on their way have to be broken off before. */
	async stop(): Promise<void> {
		const runs = [...this.runs.values()];
		runs.forEach(({ run }) => run.leave());
		await Promise.allSettled(runs.map(({ over }) => over));
	}
}

/** From the Voice URL to the end of the call. */
async function lead(run: Run): Promise<void> {
	let next: VoiceRequest | undefined = run.firstRequest;
	for (let documents = 0; next && documents < MAX_DOCUMENTS; documents += 1) {
		const verbs: Verb[] | undefined = await askForTwiml(run, next);
		if (run.gone.aborted) return;
		if (!verbs) return await tellOfError(run);
		next = await playAll(run, verbs);
	}
	if (run.gone.aborted) return;
	await run.answer();
	run.hangUp();
}

/** What is behind a verb that leads elsewhere is never reached. The action of a verb is asked even when the caller hung up. */
async function playAll(run: Run, verbs: readonly Verb[]): Promise<VoiceRequest | undefined> {
	for (const verb of verbs) {
		run.parts.context.emit({ type: 'verb', callSid: run.callSid, verb });
		const next = await playVerb(run, verb);
		if (next === 'end') return undefined;
		if (next !== 'goOn') return next;
		if (run.gone.aborted) return undefined;
	}
	return undefined;
}

async function tellOfError(run: Run): Promise<void> {
	await run.answer();
	await run.pass(ERROR_SECONDS);
	if (run.gone.aborted) return;
	run.parts.context.emit({ type: 'applicationError', callSid: run.callSid });
	run.hangUp();
}
