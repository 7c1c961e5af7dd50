/** Twilio's error as a client sees it. */
export const twilioError = (status: number, code: number, message: string) => ({
	status,
	error: '',
	headers: expect.objectContaining({ 'content-type': 'application/json; charset=utf-8' }),
	body: JSON.stringify({
		code,
		message,
		more_info: `https://www.twilio.com/docs/errors/${code}`,
		status,
	}),
});

/** What several faults look like. */
export const tooManyRequests = twilioError(429, 20429, 'Too many requests');
export const internalServerError = twilioError(500, 20500, 'Internal server error');

/** An HTML page where JSON was expected. */
export const htmlPage = (status: number) => ({
	status,
	error: '',
	headers: expect.objectContaining({ 'content-type': 'text/html; charset=utf-8' }),
	body: expect.stringMatching(/^<!DOCTYPE html>/),
});

/** Nothing but a TCP reset. */
export const reset = { status: null, body: '', error: 'ECONNRESET' };
