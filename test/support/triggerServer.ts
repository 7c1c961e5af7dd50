import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import type { IDataObject } from 'n8n-workflow';

import { runWebhook, type TriggerSetup } from './webhook';

/** A request that comes over the network: the path it arrives with may differ from the one that was called. */
export interface HttpCall {
	readonly method?: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** The trigger behind real HTTP. */
export interface TriggerServer {
	/** Items that started an execution, in order. */
	readonly items: IDataObject[];
	readonly baseUrl: string;
	readonly send: (call: HttpCall) => Promise<number>;
	readonly stop: () => Promise<void>;
}

/**
 * Serves a trigger the way n8n does: Express with as many trusted proxies as `proxyHops`, the raw body kept, and an
 * answer once the execution is recorded. `record` stands for n8n's database; when it throws, n8n answers 500.
 */
export async function serveTrigger(
	setup: TriggerSetup,
	{
		proxyHops = 0,
		record = async () => undefined,
	}: { proxyHops?: number; record?: () => Promise<void> } = {},
): Promise<TriggerServer> {
	const items: IDataObject[] = [];
	const app = express();
	if (proxyHops > 0) app.set('trust proxy', proxyHops);
	app.use(
		express.text({ type: () => true, limit: '1mb' }),
		async (request: Request, response: Response) => {
			const rawBody = Buffer.from(typeof request.body === 'string' ? request.body : '');
			const exchange = { request: Object.assign(request, { rawBody }), response };
			const name = request.path.endsWith('/call-status') ? 'setup' : 'default';
			const started = await runWebhook(setup, exchange, name);
			if (started.length === 0) return;
			const isRecorded = await record().then(
				() => true,
				() => false,
			);
			if (isRecorded) items.push(...started);
			response.status(isRecorded ? 204 : 500).end();
		},
	);
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		items,
		baseUrl: `http://127.0.0.1:${port}`,
		send: async (call) => await sendHttp(port, call),
		stop: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}

// Plain node:http, because others do not let the Host header be set.
async function sendHttp(
	port: number,
	{ method = 'POST', path, headers, body }: HttpCall,
): Promise<number> {
	const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
	request.end(body);
	const [response] = (await once(request, 'response')) as [
		{ statusCode: number; resume: () => void },
	];
	response.resume();
	return response.statusCode;
}
