import { randomBytes } from 'node:crypto';

/** Prefixes of the resources the emulator makes or names. */
export type SidPrefix = 'AC' | 'AP' | 'CA' | 'CF' | 'CP' | 'KX' | 'MZ' | 'QU' | 'SK' | 'ZY';

/** A new identifier: prefix and 32 lower-case hex digits, the pattern in `openapi.json`. */
export function newSid(prefix: SidPrefix): string {
	return `${prefix}${randomBytes(16).toString('hex')}`;
}
