import type { RequestHandler } from 'express';

const CONTENT_SECURITY_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	// Any server: `?tokenUrl=` may name one of yours, and Twilio's signalling and sounds have many hosts.
	'connect-src http: https: ws: wss:',
	"media-src 'self' https: blob:",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join('; ');

/** What a page that holds a token and a microphone should send along. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
	response.set({
		'Content-Security-Policy': CONTENT_SECURITY_POLICY,
		'Permissions-Policy': 'microphone=(self)',
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
	});
	next();
};
