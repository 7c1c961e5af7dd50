import { leftOut } from '../../leftOut';
import { findClient, type ClientName } from './clientNames';

/** The tests of a client, or of several together; left out, with the reason, where one of them is not there. */
export function describeClient(names: ClientName | readonly ClientName[], tests: () => void): void {
	const all = typeof names === 'string' ? [names] : names;
	const title = all.join(', ');
	for (const name of all) {
		const found = findClient(name);
		if ('missing' in found) {
			describe.skip(leftOut(title, found.missing), tests);
			return;
		}
	}
	describe(title, tests);
}
