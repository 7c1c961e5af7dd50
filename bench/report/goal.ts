/** A figure this project wants to reach, and whether it did in this run. */
export interface Goal {
	readonly text: string;
	readonly found: string;
	readonly isMet: boolean;
}

export function atMost(limit: number, value: number, unit: string, text: string): Goal {
	return {
		text: `${text} at most ${limit}${unit}`,
		found: shown(value, unit),
		isMet: value <= limit,
	};
}

export function atLeast(limit: number, value: number, unit: string, text: string): Goal {
	return {
		text: `${text} at least ${limit}${unit}`,
		found: shown(value, unit),
		isMet: value >= limit,
	};
}

const shown = (value: number, unit: string) => `${value.toFixed(2)}${unit}`;
