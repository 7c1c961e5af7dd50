import { z } from 'zod';
import type { Session } from './session';

export type Credential = {
	readonly name: string;
	/** e.g. `twilioCallMessagesApi` */
	readonly type: string;
	/** the plain field values */
	readonly data: Readonly<Record<string, unknown>>;
};

const stored = z.object({ id: z.string(), name: z.string(), type: z.string() });
const testResult = z.object({ status: z.string(), message: z.string().default('') });

/** Credentials in n8n. */
export function credentialCalls(session: Session) {
	return {
		createCredential: async (credential: Credential) =>
			stored.parse(await session('POST', '/rest/credentials', credential)),

		updateCredential: async (id: string, credential: Credential) =>
			stored.parse(await session('PATCH', `/rest/credentials/${id}`, credential)),

		deleteCredential: async (id: string): Promise<void> => {
			await session('DELETE', `/rest/credentials/${id}`);
		},

		listCredentials: async () => z.array(stored).parse(await session('GET', '/rest/credentials')),

		/** What the Test button shows: `status` is `OK` or `Error`. The credential must be stored. */
		testCredential: async (credential: Credential & { readonly id: string }) => {
			const { id, name, type, data } = credential;
			const body = { credentials: { id, name, type, data } };
			return testResult.parse(await session('POST', '/rest/credentials/test', body));
		},
	};
}
