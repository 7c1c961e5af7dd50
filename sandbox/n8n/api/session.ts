import axios, { type AxiosResponse } from 'axios';
import { z } from 'zod';

import { Refusal } from '../../refusal';

/** The owner account of every sandbox n8n. */
export const OWNER = { email: 'sandbox@example.com', password: 'Sandbox-2026' } as const;

/**
 * One authenticated request to n8n's own REST API; resolves with the answer's `data`. Throws a
 * Refusal for any status other than 2xx.
 */
export type Session = (
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	body?: object,
) => Promise<unknown>;

const envelope = z.object({ data: z.unknown() }).refine((body) => 'data' in body);
const refusal = z.object({ message: z.string() });
const settings = z.object({
	userManagement: z.object({ showSetupOnFirstLoad: z.boolean().default(false) }),
});

/** Signs in as OWNER, creating the account on a new n8n. */
export async function signIn(baseUrl: string): Promise<Session> {
	const anonymous = session(baseUrl, '');
	const { userManagement } = settings.parse(await anonymous('GET', '/rest/settings'));
	const { email, password } = OWNER;
	if (userManagement.showSetupOnFirstLoad) {
		const owner = { email, password, firstName: 'Sandbox', lastName: 'Owner' };
		await anonymous('POST', '/rest/owner/setup', owner);
	}
	const credentials = { emailOrLdapLoginId: email, password };
	const login = await send(baseUrl, '', 'POST', '/rest/login', credentials);
	return session(baseUrl, cookieFrom(login));
}

function session(baseUrl: string, cookie: string): Session {
	return async (method, path, body) => {
		const { data } = await send(baseUrl, cookie, method, path, body);
		const wrapped = envelope.safeParse(data);
		return wrapped.success ? wrapped.data.data : data;
	};
}

async function send(
	baseUrl: string,
	cookie: string,
	...[method, path, body]: Parameters<Session>
): Promise<AxiosResponse<unknown>> {
	const answer = await axios.request<unknown>({
		url: `${baseUrl}${path}`,
		method,
		data: body,
		// n8n ties a session to the browser-id it was opened with: missing or different is a 401.
		headers: { cookie, 'browser-id': 'sandbox' },
		timeout: 30_000,
		proxy: false,
		validateStatus: () => true,
	});
	if (answer.status >= 200 && answer.status < 300) return answer;
	const reason = refusal.safeParse(answer.data).data?.message ?? answer.statusText;
	throw new Refusal(answer.status, `n8n answered ${answer.status} to ${method} ${path}: ${reason}`);
}

function cookieFrom(login: AxiosResponse<unknown>): string {
	const cookies = login.headers['set-cookie'] ?? [];
	return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}
