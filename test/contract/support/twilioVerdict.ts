import twilio from 'twilio';

import type { ReceivedRequest } from './callbackReceiver';

/** What Twilio's own Express validator says about a request, as an app with JSON, form and raw bodies sees it. */
export function isAcceptedByTwilio(authToken: string, request: ReceivedRequest): boolean {
	const { pathname, search, protocol } = new URL(request.url);
	return twilio.validateExpressRequest(
		{
			protocol: protocol.slice(0, -1),
			header: (name) => headerOf(request, name),
			headers: request.headers,
			originalUrl: `${pathname}${search}`,
			rawBody: request.rawBody,
			body: fieldsOfBody(request),
		},
		authToken,
	);
}

/** The callback's parameters, wherever this encoding puts them. */
export function parametersOf(request: ReceivedRequest): Record<string, string> {
	if (request.method === 'GET') return Object.fromEntries(new URL(request.url).searchParams);
	return fieldsOfBody(request);
}

/** One header, '' when it is absent. */
export function headerOf(request: ReceivedRequest, name: string): string {
	return String(request.headers[name.toLowerCase()] ?? '');
}

function fieldsOfBody(request: ReceivedRequest): Record<string, string> {
	if (request.rawBody === '') return {};
	if (headerOf(request, 'content-type').startsWith('application/json')) {
		return JSON.parse(request.rawBody);
	}
	return Object.fromEntries(new URLSearchParams(request.rawBody));
}
