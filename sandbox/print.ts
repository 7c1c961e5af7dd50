const COLUMN = 10;

/** Writes a line for the person at the terminal. */
export function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** Writes what is going on during the set-up. */
export function progress(text: string): void {
	print(`- ${text}`);
}

/** Writes one line of the story: who does what. */
export function printAct(who: string, what: string): void {
	print(`   ${who.padEnd(COLUMN)}${what}`);
}
