import type { Duplex } from 'node:stream';

/** Ends the other when one is over, whatever the reason, and keeps among `open` what is not. */
export function endTogether(open: Set<Duplex>, one: Duplex, other: Duplex): void {
	open.add(one);
	one.on('error', () => other.destroy());
	one.on('close', () => {
		open.delete(one);
		other.destroy();
	});
}
