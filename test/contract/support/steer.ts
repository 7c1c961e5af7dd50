import type { TwilioEmulator } from '../../../sandbox/twilio/server';

/** Steers the emulator over HTTP; resolves with the status and the JSON of the answer. */
export async function steer(
	{ baseUrl }: TwilioEmulator,
	method: string,
	path: string,
	body?: unknown,
): Promise<{ status: number; json: unknown }> {
	const response = await fetch(`${baseUrl}/_sandbox${path}`, {
		method,
		...(body !== undefined && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return { status: response.status, json: await response.json() };
}
