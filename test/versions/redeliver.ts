import axios from 'axios';

import type { Delivery } from '../../sandbox/twilio/events';

type Callback = Pick<Delivery, 'url' | 'headers' | 'body'>;

/** Sends a callback once more, perhaps changed, and resolves with the status of the answer. */
export async function redeliver(
	{ url, headers, body }: Callback,
	changes: Partial<Callback> = {},
): Promise<number> {
	const changed = { headers, body, ...changes };
	// axios sets the length itself; that of the genuine body would cut a longer one off.
	const sent = Object.entries(changed.headers).filter(([name]) => name !== 'content-length');
	const { status } = await axios.post<unknown>(url, changed.body, {
		headers: Object.fromEntries(sent),
		proxy: false,
		validateStatus: () => true,
	});
	return status;
}

/** What a forger changes in a genuine callback that has `old` in its content. */
export const forgeriesOf = ({ headers, body }: Callback) => [
	{ body: body.replace('old', 'new') },
	{ headers: { ...headers, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' } },
];
