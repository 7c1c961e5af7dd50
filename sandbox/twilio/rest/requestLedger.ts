import type { Request, RequestHandler, Response } from 'express';

import type { FaultName } from '../faults/faultNames';
import { givenOnce } from '../givenOnce';
import { findForm } from './form';

/** One request as it reached the REST API, refused ones included. */
export interface RestRequest {
	/** 1 for the first request the emulator got. */
	readonly number: number;
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly callSid: string | undefined;
	readonly idempotencyKey: string | undefined;
	readonly fault: FaultName | undefined;
	readonly at: Date;
	/** What was sent; null as long as nothing was. */
	readonly status: number | null;
}

type Entry = { -readonly [Field in keyof RestRequest]: RestRequest[Field] };

/** Every REST request, oldest first. */
export class RequestLedger {
	private readonly entries: Entry[] = [];
	private readonly entryOfResponse = new WeakMap<Response, Entry>();
	private readonly open = new Set<Response>();

	constructor(private readonly now: () => Date) {}

	get requests(): readonly RestRequest[] {
		for (const response of this.open) this.noteStatus(response);
		return this.entries;
	}

	/** First handler of the REST API. */
	readonly recordRequest: RequestHandler = (request, response, next) => {
		const entry = newEntry(this.entries.length + 1, request, this.now());
		this.entries.push(entry);
		this.entryOfResponse.set(response, entry);
		this.open.add(response);
		response.once('close', () => {
			this.noteStatus(response);
			this.open.delete(response);
		});
		next();
	};

	/** Stands behind the handler that reads the body. */
	readonly recordBody: RequestHandler = (request, response, next) => {
		this.find(response).idempotencyKey = keyOf(request);
		next();
	};

	noteFault(response: Response, fault: FaultName): void {
		this.find(response).fault = fault;
	}

	/** Whether a fault spoils this answer, which may then never come. */
	isStruck(response: Response): boolean {
		return this.entryOf(response).fault !== undefined;
	}

	/** Throws for a response that did not pass `recordRequest`. */
	entryOf(response: Response): RestRequest {
		return this.find(response);
	}

	private noteStatus(response: Response): void {
		if (response.headersSent) this.find(response).status = response.statusCode;
	}

	private find(response: Response): Entry {
		const entry = this.entryOfResponse.get(response);
		if (!entry) throw new Error('The request was not recorded');
		return entry;
	}
}

function keyOf(request: Request): string | undefined {
	const form = findForm(request);
	return (form && givenOnce(form, 'IdempotencyKey')) ?? undefined;
}

function newEntry(number: number, { method, path }: Request, at: Date): Entry {
	const [, callSid] = /\/Calls\/(CA[0-9a-f]{32})\b/.exec(path) ?? [];
	return {
		number,
		method,
		path,
		callSid,
		idempotencyKey: undefined,
		fault: undefined,
		at,
		status: null,
	};
}
