/** Runs work when its turn comes. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most `atOnce` pieces of work run side by side; the others wait, first come, first served. */
export function limiter(atOnce: number): Limiter {
	let running = 0;
	const waiting: Array<() => void> = [];
	const free = () => {
		const next = waiting.shift();
		if (next) next();
		else running -= 1;
	};
	return async (work) => {
		if (running < atOnce) running += 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			free();
		}
	};
}
