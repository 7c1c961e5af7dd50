import { limiter } from '../../../../nodes/TwilioCallMessages/twilio/rest/limiter';
import { deferred, settled, type Deferred } from '../../../support/deferred';

/** Starts pieces of work, and notes which of them run. */
function workshop(atOnce: number) {
	const inTurn = limiter(atOnce);
	const started: string[] = [];
	const ends = new Map<string, Deferred<string>>();
	const start = async (name: string) =>
		await inTurn(async () => {
			started.push(name);
			const end = deferred<string>();
			ends.set(name, end);
			return await end.promise;
		});
	return { start, started, end: (name: string) => ends.get(name) };
}

it('runs so many at once, and the others as soon as one ends, first come, first served', async () => {
	const { start, started, end } = workshop(2);
	const results = ['a', 'b', 'c', 'd'].map(start);
	await settled();
	expect(started).toEqual(['a', 'b']);

	end('b')?.resolve('B');
	await settled();
	expect(started).toEqual(['a', 'b', 'c']);
	end('c')?.resolve('C');
	await settled();
	end('a')?.resolve('A');
	end('d')?.resolve('D');
	expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D']);
});

it('goes on after work that fails, and rejects as it does', async () => {
	const { start, started, end } = workshop(1);
	const [one, other] = [start('a'), start('b')];
	await settled();
	end('a')?.reject(new Error('no'));
	await expect(one).rejects.toThrow('no');
	end('b')?.resolve('B');
	expect(await other).toBe('B');
	expect(started).toEqual(['a', 'b']);
});

it('has all its places again when everything is done', async () => {
	const { start, started, end } = workshop(1);
	for (const name of ['a', 'b', 'c']) {
		const result = start(name);
		await settled();
		end(name)?.resolve(name);
		await result;
	}
	expect(started).toEqual(['a', 'b', 'c']);
});
