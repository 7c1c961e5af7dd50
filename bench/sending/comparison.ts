import { median } from '../report/statistics';
import type { Growth, SenderName, Timing } from './jobs';

/** What was measured of all senders, with the same messages. */
export interface Comparison {
	readonly what: string;
	readonly amount: number;
	readonly calls: number;
	/** how many values the medians are of */
	readonly n: number;
	readonly medians: Readonly<Record<SenderName, number>>;
	/** of our node beside a bare one */
	readonly ratios: Readonly<Record<Bare, number>>;
	/** to the bare node that reads its fields */
	readonly added: number;
}

type Bare = Exclude<SenderName, 'this node'>;

/** What is measured with how much. */
type Subject = Pick<Comparison, 'what' | 'amount' | 'calls'>;

/** Compares times round by round: what slows the machine for a while slows all. */
export function compareTimes(
	subject: Subject,
	timings: readonly Timing[],
	kind: 'ms' | 'cpuMs',
): Comparison {
	const of = (sender: SenderName) => roundsOf(timings, sender, subject.amount, kind);
	const ours = of('this node');
	const beside = (bare: Bare, compare: (one: number, other: number) => number) =>
		median(ours.map((round, at) => compare(median(round), median(of(bare)[at] ?? []))));
	const ratio = (one: number, other: number) => one / other;
	return {
		...subject,
		n: ours.flat().length,
		medians: {
			'this node': median(ours.flat()),
			'bare helper': median(of('bare helper').flat()),
			'bare + fields': median(of('bare + fields').flat()),
		},
		ratios: {
			'bare helper': beside('bare helper', ratio),
			'bare + fields': beside('bare + fields', ratio),
		},
		added: beside('bare + fields', (one, other) => one - other),
	};
}

/** How much longer a message of our node takes in an execution of `large` messages than in one of `small`. */
export function slowdown(timings: readonly Timing[], large: number, small: number): number {
	const smallRounds = roundsOf(timings, 'this node', small, 'ms');
	const ratios = roundsOf(timings, 'this node', large, 'ms').map(
		(round, at) => median(round) / median(smallRounds[at] ?? []),
	);
	return median(ratios);
}

function roundsOf(
	timings: readonly Timing[],
	name: SenderName,
	messages: number,
	kind: 'ms' | 'cpuMs',
): number[][] {
	const found = timings.find(({ sender, amount }) => sender === name && amount === messages);
	return found?.[kind] ?? [];
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
	const medians = {
		'this node': megabytes('this node'),
		'bare helper': megabytes('bare helper'),
		'bare + fields': megabytes('bare + fields'),
	};
	const ours = medians['this node'];
	return {
		...subject,
		n: growths['this node'].length,
		medians,
		ratios: {
			'bare helper': ours / medians['bare helper'],
			'bare + fields': ours / medians['bare + fields'],
		},
		added: ours - medians['bare + fields'],
	};
}
