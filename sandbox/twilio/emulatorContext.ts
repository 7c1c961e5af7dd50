import type { Account } from './account';
import type { CallbackEncoding } from './callbacks/callbackRequest';
import type { Callbacks } from './callbacks/callbacks';
import type { Signing } from './callbacks/signing/signing';
import type { TextContents } from './calls/content';
import type { ConferenceStore } from './conferences/conferenceStore';
import type { EventListener } from './events';
import type { PendingWork } from './pendingWork';
import type { RequestLedger } from './rest/requestLedger';
import type { Store } from './store';

/** What the parts of one emulator share. */
export interface EmulatorContext {
	readonly account: Account;
	/** Of the one TwiML App there is. */
	readonly applicationSid: string;
	readonly store: Store;
	readonly conferences: ConferenceStore;
	readonly callbacks: Callbacks;
	readonly signing: Signing;
	readonly pending: PendingWork;
	readonly ledger: RequestLedger;
	readonly emit: EventListener;
	readonly now: () => Date;
	readonly firstSequenceNumber: 0 | 1;
	readonly callbackEncoding: CallbackEncoding;
	readonly textContents: TextContents;
	readonly honourConnectionOverrides: boolean;
}
