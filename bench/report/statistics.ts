/** The smallest value that at least `percent` % of the values do not exceed. Throws when there are none. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = Float64Array.from(values).sort();
	const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
	if (value === undefined) throw new Error('Nothing was measured');
	return value;
}

export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

/** The list from `start` on, continued at its beginning, so that in each round another one goes first. */
export function rotated<T>(list: readonly T[], start: number): T[] {
	const at = start % list.length;
	return [...list.slice(at), ...list.slice(0, at)];
}
