import { median } from '../report/statistics';
import type { Growth, SenderName, Timing } from './jobs';

/** What was measured of both senders, with the same messages. */
export interface Comparison {
	readonly what: string;
	readonly amount: number;
	readonly calls: number;
	/** how many values the medians are of */
	readonly n: number;
	readonly ours: number;
	readonly bare: number;
	readonly added: number;
	readonly ratio: number;
}

/** What is measured with how much. */
type Subject = Pick<Comparison, 'what' | 'amount' | 'calls'>;

/** Compares times round by round: what slows the machine for a while slows both. */
export function compareTimes(subject: Subject, timings: readonly Timing[]): Comparison {
	const [ours, bare] = [
		roundsOf(timings, 'this node', subject.amount),
		roundsOf(timings, 'bare helper', subject.amount),
	];
	const pairs = ours.map((round, at) => [median(round), median(bare[at] ?? [])] as const);
	return {
		...subject,
		n: ours.flat().length,
		ours: median(ours.flat()),
		bare: median(bare.flat()),
		added: median(pairs.map(([one, other]) => one - other)),
		ratio: median(pairs.map(([one, other]) => one / other)),
	};
}

/** How much longer a message of our node takes in an execution of `large` messages than in one of `small`. */
export function slowdown(timings: readonly Timing[], large: number, small: number): number {
	const smallRounds = roundsOf(timings, 'this node', small);
	const ratios = roundsOf(timings, 'this node', large).map(
		(round, at) => median(round) / median(smallRounds[at] ?? []),
	);
	return median(ratios);
}

function roundsOf(timings: readonly Timing[], name: SenderName, messages: number): number[][] {
	const found = timings.find(({ sender, amount }) => sender === name && amount === messages);
	return found?.msPerMessage ?? [];
}

const BYTES_PER_MB = 2 ** 20;

/** Compares memory in MB. */
export function compareMemory(
	subject: Subject,
	kind: keyof Growth,
	growths: Readonly<Record<SenderName, readonly Growth[]>>,
): Comparison {
	const megabytes = (sender: SenderName) =>
		median(growths[sender].map((growth) => growth[kind])) / BYTES_PER_MB;
	const [ours, bare] = [megabytes('this node'), megabytes('bare helper')];
	const n = growths['this node'].length;
	return { ...subject, n, ours, bare, added: ours - bare, ratio: ours / bare };
}
