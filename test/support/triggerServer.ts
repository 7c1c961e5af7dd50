import { EventEmitter, once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import express, { type Request, type Response } from 'express';
import type { IDataObject } from 'n8n-workflow';

import { serve, type Served } from '../../sandbox/twilio/listener';
import { runWebhook, type TriggerSetup } from './webhook';

/** A request that comes over the network: the path it arrives with may differ from the one that was called. */
export interface HttpCall {
	readonly method?: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

export interface HttpAnswer {
	readonly status: number;
	readonly type: string;
	readonly body: string;
}

/** The trigger behind real HTTP. */
export interface TriggerServer extends Served {
	/** Items that started an execution, in order. */
	readonly items: IDataObject[];
	readonly send: (call: HttpCall) => Promise<number>;
	/** The same, for who wants to read the answer. */
	readonly ask: (call: HttpCall) => Promise<HttpAnswer>;
	/** Sends a request and goes away without reading the answer; resolves once the server has noticed. */
	readonly sendAndLeave: (call: HttpCall) => Promise<void>;
}

/**
 * Serves a trigger the way n8n does: Express with as many trusted proxies as `proxyHops`, the raw body kept, and an
 * answer once the execution is recorded. `record` stands for n8n's database; when it throws, n8n answers 500. `before` is
 * what n8n does before it runs the webhook.
 */
export async function serveTrigger(
	setup: TriggerSetup,
	{
		proxyHops = 0,
		record = async () => undefined,
		before = async () => undefined,
	}: {
		proxyHops?: number;
		record?: () => Promise<void>;
		before?: () => Promise<void>;
	} = {},
): Promise<TriggerServer> {
	const items: IDataObject[] = [];
	const left = new EventEmitter();
	const app = express();
	if (proxyHops > 0) app.set('trust proxy', proxyHops);
	app.use(
		express.text({ type: () => true, limit: '1mb' }),
		async (request: Request, response: Response) => {
			const rawBody = Buffer.from(typeof request.body === 'string' ? request.body : '');
			const exchange = { request: Object.assign(request, { rawBody }), response };
			response.once('close', () => left.emit('close'));
			await before();
			const name = /\/(call-status|voice)\/?$/.test(request.path) ? 'setup' : 'default';
			const started = await runWebhook(setup, exchange, name);
			if (started.length === 0) return;
			const isRecorded = await record().then(
				() => true,
				() => false,
			);
			if (isRecorded) items.push(...started);
			if (!response.writableEnded) response.status(isRecorded ? 204 : 500).end();
		},
	);
	const served = await serve(app);
	const { port } = served;
	return {
		...served,
		items,
		send: async (call) => (await ask(port, call)).status,
		ask: async (call) => await ask(port, call),
		sendAndLeave: async (call) => {
			const request = requestTo(port, call);
			request.on('error', () => undefined);
			request.end(call.body, () => request.destroy());
			await once(left, 'close');
		},
	};
}

// Plain node:http, because others do not let the Host header be set.
const requestTo = (port: number, { method = 'POST', path, headers }: HttpCall) =>
	httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });

async function ask(port: number, call: HttpCall): Promise<HttpAnswer> {
	const request = requestTo(port, call);
	request.end(call.body);
	const [response] = (await once(request, 'response')) as [IncomingMessage];
	const { statusCode = 0, headers } = response;
	return { status: statusCode, type: headers['content-type'] ?? '', body: await text(response) };
}
