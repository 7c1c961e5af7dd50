/** A promise that the test settles itself. */
export interface Deferred<T> {
	readonly promise: Promise<T>;
	readonly resolve: (value: T) => void;
	readonly reject: (error: unknown) => void;
}

export function deferred<T>(): Deferred<T> {
	let settle: Omit<Deferred<T>, 'promise'> | undefined;
	const promise = new Promise<T>((resolve, reject) => {
		settle = { resolve, reject };
	});
	if (settle === undefined) throw new Error('A promise runs its executor at once');
	return { promise, ...settle };
}

/** Lets everything go on that waits for nothing but settled promises. */
export async function settled(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
