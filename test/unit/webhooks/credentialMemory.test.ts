import { CredentialMemory } from '../../../nodes/TwilioCallMessages/webhooks/credentialMemory';
import { deferred } from '../../support/deferred';

const SECONDS = 1_000;

/** A memory with a clock of its own, and a credential whose token can be replaced. */
function memoryOf(firstToken: string) {
	let now = 0;
	let token = firstToken;
	const memory = new CredentialMemory(() => now);
	const read = jest.fn(async () => ({
		accountSid: `AC${'1'.repeat(32)}`,
		authTokens: [token],
		sharedKeySecrets: [],
	}));
	return {
		memory,
		read,
		recall: (key = 'node') => memory.recall(key, read),
		/** The tokens of the credential, as they are remembered. */
		tokens: async (key = 'node') => (await memory.recall(key, read).account).authTokens,
		pass: (ms: number) => void (now += ms),
		replaceBy: (newToken: string) => void (token = newToken),
	};
}

it('reads a credential once in half a minute, and then as it is', async () => {
	const { recall, tokens, pass, replaceBy, read } = memoryOf('old');
	recall();
	replaceBy('new');
	pass(30 * SECONDS - 1);
	expect(await tokens()).toEqual(['old']);
	expect(read).toHaveBeenCalledTimes(1);
	pass(1);
	expect(await tokens()).toEqual(['new']);
});

it('does not remember longer because it is asked often', () => {
	const { recall, pass, read } = memoryOf('token');
	for (let second = 0; second <= 30; second++) {
		recall();
		pass(SECONDS);
	}
	expect(read).toHaveBeenCalledTimes(2);
});

it('reads again when a reading proved nothing, but not within a second', () => {
	const { memory, recall, pass, read } = memoryOf('old');
	pass(5 * SECONDS);
	const reading = recall();
	pass(SECONDS - 1);
	expect(memory.laterThan(reading, 'node', read)).toBeUndefined();
	pass(1);
	expect(memory.laterThan(reading, 'node', read)).toMatchObject({ readAt: 6 * SECONDS });
	expect(read).toHaveBeenCalledTimes(2);
});

it('gives whoever had an earlier reading the last one, without reading again', async () => {
	const { memory, recall, pass, replaceBy, read } = memoryOf('old');
	const [one, other] = [recall(), recall()];
	pass(5 * SECONDS);
	replaceBy('new');
	memory.laterThan(one, 'node', read);
	const later = await memory.laterThan(other, 'node', read)?.account;
	expect(later?.authTokens).toEqual(['new']);
	expect(read).toHaveBeenCalledTimes(2);
});

it('holds what was read later for everybody', async () => {
	const { memory, recall, tokens, pass, replaceBy, read } = memoryOf('old');
	const reading = recall();
	pass(20 * SECONDS);
	replaceBy('new');
	memory.laterThan(reading, 'node', read);
	pass(30 * SECONDS - 1);
	expect(await tokens()).toEqual(['new']);
	expect(read).toHaveBeenCalledTimes(2);
});

it('reads once for all who ask while it reads', async () => {
	const { memory } = memoryOf('token');
	const slow = deferred<{ accountSid: string; authTokens: []; sharedKeySecrets: [] }>();
	const read = jest.fn(async () => await slow.promise);
	const asked = Promise.all([1, 2, 3].map(async () => await memory.recall('node', read).account));
	slow.resolve({ accountSid: 'AC', authTokens: [], sharedKeySecrets: [] });
	expect(new Set(await asked).size).toBe(1);
	expect(read).toHaveBeenCalledTimes(1);
});

it('remembers no failure, and nothing from before it', async () => {
	const { recall, tokens, pass, read } = memoryOf('token');
	recall();
	pass(30 * SECONDS);
	read.mockRejectedValueOnce(new Error('Credential not found'));
	await expect(tokens()).rejects.toThrow('Credential not found');
	read.mockRejectedValueOnce(new Error('Credential not found'));
	await expect(tokens()).rejects.toThrow('Credential not found');
	expect(await tokens()).toEqual(['token']);
});

it('remembers what was read later, also when an earlier reading fails after it', async () => {
	const { memory, tokens, pass, read } = memoryOf('token');
	const failing = deferred<never>();
	const earlier = memory.recall('node', async () => await failing.promise);
	pass(SECONDS);
	memory.laterThan(earlier, 'node', read);
	failing.reject(new Error('The database did not answer'));
	await expect(earlier.account).rejects.toThrow();
	expect(await tokens()).toEqual(['token']);
	expect(read).toHaveBeenCalledTimes(1);
});

it('keeps nodes apart', async () => {
	const { recall, tokens, replaceBy } = memoryOf('one');
	recall('a node');
	replaceBy('two');
	expect(await tokens('another node')).toEqual(['two']);
});
