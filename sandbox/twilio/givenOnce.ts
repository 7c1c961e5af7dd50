/** The value of a parameter that was given once; null for one that is missing, and for one whose values contradict each other. */
export function givenOnce(parameters: URLSearchParams, name: string): string | null {
	const [value = null, ...others] = parameters.getAll(name);
	return others.length === 0 ? value : null;
}
