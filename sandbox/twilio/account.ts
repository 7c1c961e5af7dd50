import { randomBytes } from 'node:crypto';

import { newSid } from './sids';

/** The one account of the emulator, with its token and one standard API key. All made up. */
export interface Account {
	readonly sid: string;
	readonly authToken: string;
	readonly apiKeySid: string;
	readonly apiKeySecret: string;
}

/** Fills what the caller left out with fresh random credentials, so that none is worth copying. */
export function createAccount(given: Partial<Account> = {}): Account {
	return {
		sid: newSid('AC'),
		authToken: randomBytes(16).toString('hex'),
		apiKeySid: newSid('SK'),
		apiKeySecret: randomBytes(16).toString('hex'),
		...given,
	};
}
