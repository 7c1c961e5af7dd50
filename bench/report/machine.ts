import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine and what runs here. */
export function describeMachine(): string {
	const model = cpus()[0]?.model.trim() ?? 'unknown processor';
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	const day = new Date().toISOString().slice(0, 10);
	const { platform, arch, version } = process;
	return `${day}, ${availableParallelism()} cores of ${model}, ${gigabytes} GB, ${platform}-${arch}, Node.js ${version} here`;
}

/** How many processes wanted to run in the last minute, those of the benchmark included. */
export function currentLoad(): string {
	return loadavg()[0]?.toFixed(2) ?? 'unknown';
}
