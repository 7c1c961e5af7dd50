import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { TwilioCredential } from '../n8n/credential';
import type { Item, Run } from '../n8n/run';
import type { CallLookups, Target } from '../twilio/delivery/recipients';
import type { LaneOptions } from '../twilio/delivery/lanes';
import type { TwilioHttp } from '../twilio/rest/request';

/** One operation of the node: how the editor shows it, its fields, and how to read what an item wants of it. */
export interface Operation {
	readonly resource: 'call' | 'message' | 'subscription';
	/** As workflows store it. */
	readonly value: string;
	readonly name: string;
	readonly action: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
	/** Checks the fields of an item, before anything is sent. Throws a ProblemError for what cannot be used. */
	readonly read: (item: Item, setup: Setup) => Task;
	/** Whether the items behind the first one are left out. */
	readonly isForFirstItemOnly?: boolean;
}

/** What all items of a run share. */
export interface Setup {
	readonly run: Run;
	readonly operation: Operation;
	readonly credential: TwilioCredential;
	readonly http: TwilioHttp;
	readonly lookups: CallLookups;
	/** Says which leg to use in place of one that takes no messages; undefined when that is not known. */
	readonly adviceOn: (callSid: string) => Promise<string | undefined>;
	readonly lanes: LaneOptions;
}

/** What an item wants, checked: something sent to one call or several, or something looked up. */
export type Task = Sending | LookingUp;

export interface Sending {
	readonly target: Target;
	/** Sends it to one of the calls and resolves with the JSON of the output item. */
	readonly send: (callSid: string, idempotencyKey: string) => Promise<IDataObject>;
	/** What the output says, beside the reason, when the call is over and Ignore Ended Calls is on. */
	readonly resultWhenCallEnded: IDataObject;
}

export interface LookingUp {
	readonly target?: undefined;
	/** Resolves with the JSON of each output item. */
	readonly lookUp: () => Promise<readonly IDataObject[]>;
}
