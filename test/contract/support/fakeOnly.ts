const CLOCKS: readonly FakeableAPI[] = [
	'Date',
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
];

/** `jest.advanceTimersByTime` moves these clocks from now on; all others, and so the network, go on by themselves. */
export function fakeOnly(...clocks: readonly FakeableAPI[]): void {
	jest.useFakeTimers({ doNotFake: CLOCKS.filter((clock) => !clocks.includes(clock)) });
}
