import { Memory } from '../../../nodes/TwilioCallMessages/twilio/memory';

function memoryOf(entries: number) {
	let now = 0;
	const memory = new Memory<string>({ entries, ms: 1_000 }, () => now);
	return { memory, pass: (ms: number) => (now += ms) };
}

it('remembers a value until its time is up', () => {
	const { memory, pass } = memoryOf(9);
	memory.set('a', 'one');
	pass(999);
	expect(memory.get('a')).toBe('one');
	pass(1);
	expect(memory.get('a')).toBeUndefined();
});

it('knows nothing of what it was not told, or was told to forget', () => {
	const { memory } = memoryOf(9);
	memory.set('a', 'one');
	memory.delete('a');
	expect([memory.get('a'), memory.get('constructor')]).toStrictEqual([undefined, undefined]);
});

it('replaces a value, which is as young as a new one then', () => {
	const { memory } = memoryOf(2);
	memory.set('a', 'one');
	memory.set('b', 'two');
	memory.set('a', 'three');
	memory.set('c', 'four');
	expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual(['three', undefined, 'four']);
});

it('gives up the oldest value for a new one when it is full', () => {
	const { memory } = memoryOf(2);
	for (const key of ['a', 'b', 'c']) memory.set(key, key);
	expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([undefined, 'b', 'c']);
});

it('keeps a value longer when it has to be kept longer, but not when there is no room for it', () => {
	const { memory, pass } = memoryOf(2);
	memory.set('a', 'a', 5_000);
	memory.set('b', 'b', 500);
	pass(999);
	expect(['a', 'b'].map((key) => memory.get(key))).toEqual(['a', 'b']);
	pass(4_000);
	expect(['a', 'b'].map((key) => memory.get(key))).toStrictEqual(['a', undefined]);
	for (const key of ['c', 'd']) memory.set(key, key);
	expect(memory.get('a')).toBeUndefined();
});
