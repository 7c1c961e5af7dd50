import { OncePerKey } from '../../../nodes/TwilioCallMessages/twilio/oncePerKey';

it('runs work once for a key, also when runs overlap', async () => {
	const once = new OncePerKey();
	const work = jest.fn(async () => undefined);
	await Promise.all([once.run('a', work), once.run('a', work)]);
	await once.run('a', work);
	await once.run('b', work);
	expect(work).toHaveBeenCalledTimes(2);
});

it('tells everybody who waits of a failure, and lets the next try again', async () => {
	const once = new OncePerKey();
	const failing = async () => await Promise.reject(new Error('down'));
	const runs = await Promise.allSettled([once.run('a', failing), once.run('a', failing)]);
	expect(runs.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

	const work = jest.fn(async () => undefined);
	await once.run('a', work);
	expect(work).toHaveBeenCalledTimes(1);
});

it('remembers the last 10,000 keys', async () => {
	const once = new OncePerKey();
	const work = jest.fn(async () => undefined);
	for (let number = 0; number <= 10_000; number++) await once.run(String(number), work);
	await once.run('1', work);
	expect(work).toHaveBeenCalledTimes(10_001);
	await once.run('0', work);
	expect(work).toHaveBeenCalledTimes(10_002);
});
