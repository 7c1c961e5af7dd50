/** Everything of a value that a person or a log could get to see, non-enumerable error fields included. */
export function everythingIn(value: unknown): string {
	const seen = new Set<unknown>();
	const visit = (part: unknown): unknown => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return '(seen)';
		seen.add(part);
		if (Array.isArray(part)) return part.map(visit);
		const names = Object.getOwnPropertyNames(part);
		return Object.fromEntries(names.map((name) => [name, visit(Reflect.get(part, name))]));
	};
	return JSON.stringify(visit(value));
}
