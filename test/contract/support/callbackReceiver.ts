import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { serve } from '../../../sandbox/twilio/listener';

/** A request as it came in, nothing decoded. */
export interface ReceivedRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly rawBody: string;
}

export interface CallbackReceiver {
	readonly baseUrl: string;
	readonly received: readonly ReceivedRequest[];
	stop(): Promise<void>;
}

export type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

const noContent: Answer = (_request, response) => {
	response.writeHead(204).end();
};

/** A plain HTTP server on 127.0.0.1 that keeps every request; `answer` defaults to 204. */
export async function startCallbackReceiver(answer: Answer = noContent): Promise<CallbackReceiver> {
	const received: ReceivedRequest[] = [];
	const { baseUrl, stop } = await serve((message, response) => {
		void readRequest(message).then((request) => {
			received.push(request);
			answer(request, response);
		});
	});
	return { baseUrl, received, stop };
}

async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
	const { method = '', headers, url = '' } = message;
	return {
		method,
		headers,
		url: `http://${headers.host ?? ''}${url}`,
		rawBody: await text(message),
	};
}
