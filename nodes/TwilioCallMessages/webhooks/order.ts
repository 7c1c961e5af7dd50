import { Memory } from '../twilio/memory';
import { deadline } from '../twilio/waiting';

/** Twilio waits 15 seconds for an answer. */
const MOST_PATIENCE_MS = 10_000;
/** So many numbers are named, or known to have been passed, at most. */
const MOST_NUMBERS = 100;

/** How a message came to its turn. */
export interface Turn {
	/** The sequence numbers of earlier messages that had not come when this one was started: the last 100. */
	readonly missing: readonly number[];
	/** Whether later messages had been started before. */
	readonly isLate: boolean;
}

export const IN_ORDER: Turn = { missing: [], isLate: false };

/** A message that wants to be started. */
export interface Candidate {
	readonly sequenceNumber: number;
	/** How long earlier messages that have not come are waited for (ms). */
	readonly patienceMs: number;
	/** Resolves with whether n8n recorded the execution it has started. */
	readonly recording: Promise<boolean>;
}

/**
 * Has the messages of each call started in the order of their sequence numbers, in the memory of this process: one begins
 * when the one before it is recorded.
 */
export class MessageOrder {
	private readonly calls = new Memory<Queue>({ entries: 10_000, ms: 24 * 3_600_000 });
	/** Twilio's documentation counts from 0, what it sends from 1. */
	private firstNumber = 1;

	/**
	 * Resolves when it is a message's turn; with `undecided` when nobody can say in time, because an earlier one is still
	 * being recorded.
	 */
	async turnOf(call: string, candidate: Candidate): Promise<Turn | 'undecided'> {
		return await this.queueOf(call, candidate.sequenceNumber).turnOf(candidate);
	}

	/** Nobody has to wait for a message that starts nothing. */
	pass(call: string, sequenceNumber: number): void {
		this.queueOf(call, sequenceNumber).pass(sequenceNumber);
	}

	private queueOf(call: string, sequenceNumber: number): Queue {
		if (sequenceNumber === 0) this.firstNumber = 0;
		const queue = this.calls.get(call) ?? new Queue(this.firstNumber - 1);
		this.calls.set(call, queue);
		return queue;
	}
}

interface Waiting extends Candidate {
	isOverdue: boolean;
	readonly begin: (turn: Turn) => void;
}

/** The messages of one call. */
class Queue {
	private waiting: Waiting[] = [];
	private isRecording = false;
	/** Messages that start nothing, above `reached`. */
	private readonly passed = new Set<number>();

	/** `reached`: all up to this number have been started or passed, or are not waited for any more. */
	constructor(private reached: number) {}

	async turnOf(candidate: Candidate): Promise<Turn | 'undecided'> {
		let begin: (turn: Turn) => void = () => undefined;
		const turn = new Promise<Turn>((resolve) => (begin = resolve));
		const waiting = { ...candidate, isOverdue: false, begin };
		this.waiting.push(waiting);
		this.next();
		if (!this.waiting.includes(waiting)) return await turn;

		const gap = deadline(candidate.patienceMs);
		void gap.timeIsUp.then(() => {
			waiting.isOverdue = true;
			this.next();
		});
		const { timeIsUp, release } = deadline(MOST_PATIENCE_MS);
		const outcome = await Promise.race([turn, timeIsUp]);
		gap.release();
		release();
		if (outcome !== 'timeIsUp') return outcome;
		this.waiting = this.waiting.filter((other) => other !== waiting);
		return 'undecided';
	}

	pass(sequenceNumber: number): void {
		this.passed.add(sequenceNumber);
		const [first] = this.passed;
		if (first !== undefined && this.passed.size > MOST_NUMBERS) this.passed.delete(first);
		this.moveOn();
		this.next();
	}

	private next(): void {
		if (this.isRecording || this.waiting.length === 0) return;
		const first = this.waiting.reduce((lowest, other) =>
			other.sequenceNumber < lowest.sequenceNumber ? other : lowest,
		);
		const isInOrder = first.sequenceNumber <= this.reached + 1;
		if (isInOrder || this.waiting.some(({ isOverdue }) => isOverdue)) this.start(first);
	}

	private start(candidate: Waiting): void {
		const { sequenceNumber } = candidate;
		const isLate = sequenceNumber <= this.reached;
		const missing = isLate ? [] : this.missingBefore(sequenceNumber);
		this.waiting = this.waiting.filter((other) => other !== candidate);
		this.isRecording = true;
		void candidate.recording.then((isRecorded) => {
			this.isRecording = false;
			// What is not recorded Twilio sends again.
			if (isRecorded) this.reached = Math.max(this.reached, sequenceNumber);
			this.moveOn();
			this.next();
		});
		candidate.begin({ missing, isLate });
	}

	private missingBefore(sequenceNumber: number): number[] {
		const from = Math.max(this.reached + 1, sequenceNumber - MOST_NUMBERS);
		return Array.from({ length: sequenceNumber - from }, (_, n) => from + n).filter(
			(number) => !this.passed.has(number),
		);
	}

	private moveOn(): void {
		for (const number of this.passed) if (number <= this.reached) this.passed.delete(number);
		while (this.passed.delete(this.reached + 1)) this.reached++;
	}
}
