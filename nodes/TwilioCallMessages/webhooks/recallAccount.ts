import type { IWebhookFunctions } from 'n8n-workflow';

import { CREDENTIAL_TYPE, readCredential } from '../n8n/credential';
import type { CallbackAccount } from './acceptCallback';
import { CredentialMemory } from './credentialMemory';

const memory = new CredentialMemory();

/** Whose callbacks a webhook lets in, and how to look again when that proves nothing. */
export interface RecalledAccount {
	readonly account: CallbackAccount;
	readonly later: () => Promise<CallbackAccount | undefined>;
}

/**
 * Recalls or reads whose callbacks a webhook lets in. While somebody builds, the credential is read each time: what was
 * saved just now holds at once. Rejects when it cannot be read.
 */
export async function recallAccount(context: IWebhookFunctions): Promise<RecalledAccount> {
	const read = async () => {
		const { accountSid, authTokens, sharedKeySecrets } = await readCredential(context);
		return { accountSid, authTokens, sharedKeySecrets };
	};
	if (context.getMode() === 'manual') {
		return { account: await read(), later: async () => undefined };
	}
	const key = keyOf(context);
	const reading = memory.recall(key, read);
	return {
		account: await reading.account,
		later: async () => await memory.laterThan(reading, key, read)?.account,
	};
}

/** Each node for itself: variables and secrets of n8n, which a credential can refer to, differ between projects. */
function keyOf(context: IWebhookFunctions): string {
	const { id, name, credentials } = context.getNode();
	return JSON.stringify([context.getWorkflow().id, id, name, credentials?.[CREDENTIAL_TYPE]?.id]);
}
