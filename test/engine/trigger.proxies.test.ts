import { serveTrigger } from '../support/triggerServer';
import { AUTH_TOKEN, ACCOUNT_SID, MESSAGE, sign } from '../support/signedRequests';

/*
 * Twilio signs the URL it was given; n8n sees what its proxy made of it. Every way to run n8n below lets a genuine
 * callback in, and the same callback signed for another host not.
 */

interface Layout {
	readonly publicOrigin: string;
	/** Path under which the proxy publishes n8n. */
	readonly prefix: string;
	/** What n8n is told: WEBHOOK_URL, nothing, or the trigger's option. */
	readonly toldBy: 'WEBHOOK_URL' | 'trusted proxy' | 'Public URL';
	readonly kind: 'webhook' | 'webhook-test';
	readonly query: string;
}

const PUBLIC_ORIGINS = [
	'https://n8n.example.com',
	'https://n8n.example.com:443',
	'https://n8n.example.com:8443',
	'http://n8n.example.com',
	'http://n8n.example.com:80',
	'http://127.0.0.1:5678',
];
const layouts: Layout[] = PUBLIC_ORIGINS.flatMap(
	(publicOrigin) =>
		['', '/base', '/deep/er'].flatMap((prefix) =>
			(['WEBHOOK_URL', 'trusted proxy', 'Public URL'] as const).flatMap((toldBy) =>
				(['webhook', 'webhook-test'] as const).map((kind, index) => ({
					publicOrigin,
					prefix,
					toldBy,
					kind,
					query: index === 0 ? '' : "?tenant=a%20b&who=O'Neil",
				})),
			),
		),
	// A proxy that publishes n8n under a path has to tell n8n: the header that would say so is no standard.
).filter(({ toldBy, prefix }) => toldBy !== 'trusted proxy' || prefix === '');

const PATH = '/4c1d0a7e/messages';

function setupOf({ publicOrigin, prefix, toldBy }: Layout) {
	const publicBase = publicOrigin + prefix;
	return {
		webhookId: '4c1d0a7e',
		webhookBaseUrl: `${toldBy === 'WEBHOOK_URL' ? publicBase : 'http://localhost:5678'}/webhook`,
		credential: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN },
		parameters: {
			options: {
				ignoreDuplicates: false,
				...(toldBy === 'Public URL' && { publicUrl: `${publicBase}/` }),
			},
		},
	};
}

function callOf({ publicOrigin, prefix, toldBy, kind, query }: Layout, signedOrigin: string) {
	const received = `/${kind}${PATH}${query}`;
	const { protocol, host } = new URL(publicOrigin);
	const forwarded = { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host };
	return {
		path: received,
		headers: {
			host: 'n8n:5678',
			...(toldBy === 'trusted proxy' && forwarded),
			'content-type': 'application/x-www-form-urlencoded',
			'x-twilio-signature': sign(MESSAGE, { url: signedOrigin + prefix + received }),
		},
		body: new URLSearchParams(MESSAGE).toString(),
	};
}

it('the matrix has at least 48 combinations', () => {
	expect(layouts.length).toBeGreaterThanOrEqual(48);
});

it.each(layouts)(
	'$publicOrigin$prefix, told by $toldBy, on $kind$query: lets in what was signed for it, and nothing else',
	async (layout) => {
		const proxyHops = layout.toldBy === 'trusted proxy' ? 1 : 0;
		const trigger = await serveTrigger(setupOf(layout), { proxyHops });
		try {
			expect(await trigger.send(callOf(layout, 'https://evil.example.com'))).toBe(403);
			expect(await trigger.send(callOf(layout, layout.publicOrigin))).toBe(204);
			expect(trigger.items.map(({ sid }) => sid)).toEqual([MESSAGE.Sid]);
		} finally {
			await trigger.stop();
		}
	},
);

const BEHIND_A_PROXY: Layout = {
	publicOrigin: 'https://n8n.example.com',
	prefix: '',
	toldBy: 'trusted proxy',
	kind: 'webhook',
	query: '',
};

it('does not believe a forwarded host unless n8n trusts the proxy', async () => {
	const trigger = await serveTrigger(setupOf(BEHIND_A_PROXY), { proxyHops: 0 });
	try {
		expect(await trigger.send(callOf(BEHIND_A_PROXY, BEHIND_A_PROXY.publicOrigin))).toBe(403);
	} finally {
		await trigger.stop();
	}
});

it('takes nothing but a host for a host, so that no path is signed for in its place', async () => {
	const trigger = await serveTrigger(setupOf(BEHIND_A_PROXY), { proxyHops: 1 });
	const host = 'n8n.example.com/other';
	const call = callOf(BEHIND_A_PROXY, `https://${host}`);
	try {
		const headers = { ...call.headers, 'x-forwarded-host': host };
		expect(await trigger.send({ ...call, headers })).toBe(403);
	} finally {
		await trigger.stop();
	}
});

it.each([
	['a path', 'https://n8n.example.com/cb?to=http'],
	['another scheme', 'ftp'],
	['nothing', ''],
])(
	'takes nothing but http or https for a scheme, also when the proxy says %s',
	async (_name, scheme) => {
		const log: string[] = [];
		const setup = { ...setupOf(BEHIND_A_PROXY), log };
		const trigger = await serveTrigger(setup, { proxyHops: 1 });
		const { path, headers, body } = callOf(BEHIND_A_PROXY, '');
		const url = `${scheme}://n8n.example.com${path}`;
		const forged = { 'x-forwarded-proto': scheme, 'x-twilio-signature': sign(MESSAGE, { url }) };
		try {
			expect(await trigger.send({ path, headers: { ...headers, ...forged }, body })).toBe(403);
			expect(log.join()).not.toContain('to=http');
		} finally {
			await trigger.stop();
		}
	},
);

it('does not believe in another host than the one n8n was told, whatever a trusted proxy says', async () => {
	const told: Layout = { ...BEHIND_A_PROXY, toldBy: 'WEBHOOK_URL' };
	const trigger = await serveTrigger(setupOf(told), { proxyHops: 1 });
	const through = (host: string, scheme = 'https') => {
		const call = callOf(
			{ ...BEHIND_A_PROXY, publicOrigin: `${scheme}://${host}` },
			`${scheme}://${host}`,
		);
		return call;
	};
	try {
		expect(await trigger.send(through('vendor.example.com'))).toBe(403);
		expect(await trigger.send(through('n8n.example.com', 'http'))).toBe(204);
	} finally {
		await trigger.stop();
	}
});

describe('Public URL', () => {
	const letsIn = async (publicUrl: string, url: string, path = '/webhook/4c1d0a7e/messages') => {
		const trigger = await serveTrigger({
			...setupOf(BEHIND_A_PROXY),
			parameters: { options: { publicUrl, ignoreDuplicates: false } },
		});
		const call = callOf(BEHIND_A_PROXY, '');
		const signature = sign(MESSAGE, { url });
		try {
			const headers = { ...call.headers, 'x-twilio-signature': signature };
			return (await trigger.send({ ...call, path, headers })) === 204;
		} finally {
			await trigger.stop();
		}
	};
	const REWRITTEN = 'https://voice.example.com/hooks/twilio';

	it.each([
		[
			'a base address',
			'https://n8n.example.com/base',
			'https://n8n.example.com/base/webhook/4c1d0a7e/messages',
		],
		[
			'the whole URL registered at Twilio',
			'https://n8n.example.com/base/webhook/4c1d0a7e/messages',
			'https://n8n.example.com/base/webhook/4c1d0a7e/messages',
		],
		[
			'the whole URL of the other webhook',
			'https://n8n.example.com/base/webhook/4c1d0a7e/call-status',
			'https://n8n.example.com/base/webhook/4c1d0a7e/messages',
		],
		['an address that a proxy maps to this one', REWRITTEN, REWRITTEN],
		[
			'one for each webhook',
			`messages = ${REWRITTEN}\ncall-status = ${REWRITTEN}/status`,
			REWRITTEN,
		],
	])('may be %s', async (_name, publicUrl, url) => {
		expect(await letsIn(publicUrl, url)).toBe(true);
	});

	it('may be several for one webhook, one on each host', async () => {
		const publicUrl = `messages = ${REWRITTEN}\nmessages = https://b.example.com/hooks`;
		expect(await letsIn(publicUrl, REWRITTEN)).toBe(true);
		expect(await letsIn(publicUrl, 'https://b.example.com/hooks')).toBe(true);
		expect(await letsIn(publicUrl, 'https://c.example.com/hooks')).toBe(false);
	});

	it('may have a query, and user info, which Twilio does not sign', async () => {
		expect(await letsIn(`messages = ${REWRITTEN}?key=1`, `${REWRITTEN}?key=1`)).toBe(true);
		const publicUrl = 'https://user:secret@voice.example.com';
		const signed = 'https://voice.example.com/webhook/4c1d0a7e/messages';
		expect(await letsIn(publicUrl, signed)).toBe(true);
	});

	it('may tell the test URL from the production URL', async () => {
		const publicUrl = `messages = ${REWRITTEN}\nwebhook-test/4c1d0a7e/messages = ${REWRITTEN}/test`;
		const testPath = '/webhook-test/4c1d0a7e/messages';
		expect(await letsIn(publicUrl, `${REWRITTEN}/test`, testPath)).toBe(true);
		expect(await letsIn(publicUrl, REWRITTEN, testPath)).toBe(false);
		expect(await letsIn(publicUrl, `${REWRITTEN}/test`)).toBe(false);
	});

	it('lets nothing in that is signed for another path of its host', async () => {
		expect(await letsIn(REWRITTEN, `${REWRITTEN}/other`)).toBe(false);
		expect(
			await letsIn(`messages = ${REWRITTEN}`, 'https://n8n.example.com/webhook/4c1d0a7e/messages'),
		).toBe(false);
	});
});
