/** Chance as an argument: numbers fast-check made, taken one after the other, and in each further round others. */
export class Dice {
	private next = 0;

	constructor(private readonly numbers: readonly number[]) {}

	/** A whole number from 0 to below `limit`. */
	below(limit: number): number {
		const round = Math.floor(this.next / this.numbers.length);
		const number = this.numbers[this.next++ % this.numbers.length] ?? 0;
		return limit < 1 ? 0 : ((number ^ Math.imul(round, 0x9e3779b1)) >>> 0) % limit;
	}

	chance(percent: number): boolean {
		return this.below(100) < percent;
	}

	pick<T>(first: T, ...others: readonly T[]): T {
		return others[this.below(others.length + 1) - 1] ?? first;
	}

	shuffle<T>(items: readonly T[]): T[] {
		return items
			.map((item) => ({ item, rank: this.below(1_000) }))
			.sort((a, b) => a.rank - b.rank)
			.map(({ item }) => item);
	}
}
