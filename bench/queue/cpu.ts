import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100; // of /proc, on every Linux

/** Throws where CPU cannot be read. */
export function requireReadableCpu(): void {
	if (!existsSync('/proc/self/stat')) throw new Error('CPU is read from /proc: only on Linux');
}

/** Milliseconds of CPU, user and system, that these process groups have used, with what of them has ended meanwhile. */
export function cpuMsOf(leaders: readonly number[]): number {
	const ticks = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(readProcess)
		.filter(({ group }) => leaders.includes(group))
		.reduce((sum, process) => sum + process.ticks, 0);
	return (ticks * 1000) / TICKS_PER_SECOND;
}

function readProcess(id: string): { readonly group: number; readonly ticks: number } {
	try {
		// The name of the program, in brackets, may have blanks in it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
		const fields = readFileSync(`/proc/${id}/stat`, 'latin1')
			.replace(/^.*\) /s, '')
			.split(' ');
		const [, , group = NaN] = fields.map(Number);
		const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
		return { group, ticks };
	} catch {
		return { group: NaN, ticks: 0 }; // it ended just now
	}
}
