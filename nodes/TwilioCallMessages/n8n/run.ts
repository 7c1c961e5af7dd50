import { randomUUID } from 'node:crypto';

import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';

import { isRecord } from '../twilio/json';
import type { TwilioHttp } from '../twilio/rest/request';
import { parseUrl } from '../twilio/urls';
import { connect, type ConnectionOptions } from './connection';
import { readUsableCredential, type TwilioCredential } from './credential';
import { isTool, noteWaitingRun, resumingOf, type Resuming } from './resuming';
import { madeUpRuns } from './storedExecution';

/** One run of the action node, as plain values: read once from n8n's context, which nobody else gets. */
export interface Run {
	readonly node: INode;
	readonly itemCount: number;
	readonly item: (index: number) => Item;
	/** Whether an older AI agent or an MCP client runs the node itself, so that nothing can wait. */
	readonly isHosted: boolean;
	/** What tells this execution and its retries from others; for a host, which has none, one call of the tool from another. */
	readonly executionKey: string | undefined;
	/** Which run of the node this is: a loop runs it again, and so does another branch. */
	readonly runIndex: number;
	/** The same, counted anew in a retry of the execution, which begins at the beginning. */
	readonly turn: number;
	/** Whether n8n wants a failure thrown. */
	readonly mayThrow: boolean;
	readonly isCancelled: () => boolean;
	readonly n8n: N8n;
}

/** One input item, and the fields of the node as they are for it. */
export interface Item {
	readonly index: number;
	readonly json: IDataObject;
	readonly isOfTool: boolean;
	readonly timeZone: string;
	/** The value of a field; throws when it has neither a value nor a fallback. */
	readonly field: (
		name: string,
		fallback?: unknown,
		options?: { extractValue: boolean },
	) => unknown;
}

/** What n8n does for the node. */
export interface N8n {
	/** Rejects when the credential cannot be used. */
	readonly credential: () => Promise<TwilioCredential>;
	/** The way to Twilio; with `isBackground`, one that goes on when the execution has ended or was cancelled. */
	readonly connect: (
		credential: TwilioCredential,
		options: Omit<ConnectionOptions, 'signal'> & { readonly isBackground?: boolean },
	) => TwilioHttp;
	/** A request that is not for Twilio. */
	readonly httpRequest: (options: IHttpRequestOptions) => Promise<unknown>;
	readonly resuming: Resuming;
	/** Has the execution wait in this run of the node. */
	readonly waitUntil: (time: Date) => Promise<void>;
	readonly logDebug: (text: string) => void;
}

/**
 * Who has the node run: a workflow; n8n's engine for an AI agent (version 3 and newer), which can repeat and wait; or as a
 * host of the tool, an older agent or an MCP client by itself.
 */
type RunBy = 'workflow' | 'engineForAgent' | 'agent' | 'mcpClient';

/** Reads n8n's context. */
export async function readRun(context: IExecuteFunctions, cancelSignal: AbortSignal): Promise<Run> {
	const [node, input] = [context.getNode(), context.getInputData()];
	const runBy = whoRuns(context, input);
	const identity = await identityOf(context, runBy, input);
	return {
		node,
		isHosted: isHost(runBy),
		itemCount: input.length,
		item: (index) => itemOf(context, input[index], index, isTool(node)),
		...identity,
		mayThrow: !continuesOnFailure(context, runBy),
		isCancelled: () => cancelSignal.aborted,
		n8n: {
			credential: async () => await readUsableCredential(context),
			connect: (credential, { isBackground, ...options }) =>
				connect(context, credential, {
					...options,
					signal: isBackground ? undefined : cancelSignal,
				}),
			httpRequest: async (options) => await context.helpers.httpRequest(options),
			resuming: resumingOf(context),
			waitUntil: async (time) => {
				noteWaitingRun(context, identity.runIndex);
				await context.putExecutionToWait(time);
			},
			logDebug: (text) => context.logger.debug(text),
		},
	};
}

function isHost(runBy: RunBy): boolean {
	return runBy === 'agent' || runBy === 'mcpClient';
}

/** n8n's engine gives each call of a tool its `toolCallId` (`requests-response.ts` in n8n-core). */
function whoRuns(context: IExecuteFunctions, [first]: readonly INodeExecutionData[]): RunBy {
	if (!isTool(context.getNode())) return 'workflow';
	if (first !== undefined && 'toolCallId' in first.json) return 'engineForAgent';
	return executionIdOf(context) === undefined ? 'mcpClient' : 'agent';
}

function itemOf(
	context: IExecuteFunctions,
	input: INodeExecutionData | undefined,
	index: number,
	isOfTool: boolean,
): Item {
	return {
		index,
		json: input?.json ?? {},
		isOfTool,
		timeZone: context.getTimezone(),
		field: (name, fallback, options) => context.getNodeParameter(name, index, fallback, options),
	};
}

async function identityOf(
	context: IExecuteFunctions,
	runBy: RunBy,
	[first]: readonly INodeExecutionData[],
): Promise<Pick<Run, 'executionKey' | 'runIndex' | 'turn'>> {
	// A host has no execution, counts its own attempts, or starts anew for each item.
	if (isHost(runBy)) return { executionKey: hostedCallId(first?.json), runIndex: 0, turn: 0 };
	const { $execution, $runIndex } = context.getWorkflowDataProxy(0);
	const resumeUrl = isRecord($execution) ? String($execution['resumeUrl']) : '';
	// n8n makes one for each execution, and a retry in the list of executions keeps it; n8n 1 has none.
	const resumeToken = parseUrl(resumeUrl)?.searchParams.get('signature') ?? undefined;
	const runIndex = Number($runIndex);
	const turn = runIndex - (await madeUpRuns(context));
	return { executionKey: resumeToken ?? executionIdOf(context), runIndex, turn };
}

const executionIdOf = (context: IExecuteFunctions): string | undefined => context.getExecutionId();

const hostedCalls = new WeakMap<object, string>();

/** The input is the same object for all attempts at one call of a tool. */
function hostedCallId(input: object = {}): string {
	const id = hostedCalls.get(input) ?? randomUUID();
	hostedCalls.set(input, id);
	return id;
}

/**
 * An AI agent passes on an item that says what happened and what to do, but of a thrown error little or nothing; an
 * MCP client gets all of it.
 */
function continuesOnFailure(context: IExecuteFunctions, runBy: RunBy): boolean {
	const isForAgent = runBy === 'engineForAgent' || runBy === 'agent';
	return context.continueOnFail() || (isForAgent && context.getNode().onError === undefined);
}
