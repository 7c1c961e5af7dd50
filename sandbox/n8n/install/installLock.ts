import { lock } from 'proper-lockfile';
import { poll } from '../../poll';
import { withHeartbeat, type Progress } from './progress';

const WAIT_MS = 30 * 60_000;
/** A holder refreshes its lock every 5 s; one that did not for this long has died. */
const STALE_MS = 15_000;

type Release = () => Promise<void>;

/**
 * Runs `work` in one process at a time (lock folder `<target>.lock`; `target` need not exist).
 * Throws when another process holds the lock for half an hour.
 */
export async function withInstallLock<T>(
	target: string,
	progress: Progress,
	work: () => Promise<T>,
): Promise<T> {
	const release = (await tryLock(target)) ?? (await waitForLock(target, progress));
	try {
		return await work();
	} finally {
		await release();
	}
}

async function waitForLock(target: string, progress: Progress): Promise<Release> {
	const what = 'Another process is installing the same: waiting for it';
	return await withHeartbeat(progress, what, async () => {
		return await poll(what, { timeoutMs: WAIT_MS, everyMs: 1000 }, () => tryLock(target));
	});
}

async function tryLock(target: string): Promise<Release | undefined> {
	try {
		// A suspended laptop misses refreshes; the lock is then lost, but the final rename still admits only one.
		return await lock(target, { realpath: false, stale: STALE_MS, onCompromised: () => undefined });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return undefined;
		throw error;
	}
}
