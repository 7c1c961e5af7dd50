/** What is running when it is used, so that a file can name it before it has started. */
export function standInFor<T extends object>(running: () => T): T {
	const nothing: object = {};
	const standIn: unknown = new Proxy(nothing, {
		get: (_, member) => Reflect.get(running(), member),
	});
	return standIn as T;
}
