import axios from 'axios';

import { askingNode, startAsking } from '../support/asking';
import { startApp } from '../support/liveCalls';
import { TIMEOUT_MS, workflowWith } from '../support/n8n';
import { AUTH_TOKEN, genuineRequest, MESSAGE, sign } from '../support/signedRequests';
import { useN8nBench } from '../support/n8nBench';

const NODE = 'Twilio Call Messages';
const OTHER_ACCOUNT = `AC${'9'.repeat(32)}`;

const bench = useN8nBench();

const ask = async (sid: string) =>
	await startAsking(bench.api, workflowWith(askingNode(bench.credential), [{ sid }]));
const statusOf = async (executionId: string) => (await bench.api.execution(executionId)).status;

/** Where Twilio sends what is said on a call. */
function replyUrlOf(sid: string): string {
	const [subscription] = bench.twilio.phone.subscriptionsOf(sid);
	const [url = ''] = (subscription?.callback ?? '').split('#', 1);
	return url;
}

interface Post {
	readonly url: string;
	readonly body: string;
	readonly signature: string | undefined;
	readonly type?: string;
}

/** A reply as Twilio would send it to `url`, with some parameters changed before it is signed. */
function genuine(url: string, changes: object = {}): Post {
	const { sid: AccountSid, authToken } = bench.twilio.account;
	const parameters = {
		...MESSAGE,
		AccountSid,
		CallSid: bench.callSid,
		Content: '"yes"',
		...changes,
	};
	const { rawBody, signature } = genuineRequest(parameters, { url, authToken });
	return { url, body: String(rawBody), signature };
}

async function post({ url, body, signature, type }: Post) {
	// As bytes: axios would write text anew as JSON.
	const { status, data } = await axios.post<unknown>(url, Buffer.from(body), {
		headers: {
			'content-type': type ?? 'application/x-www-form-urlencoded; charset=UTF-8',
			...(signature !== undefined && { 'x-twilio-signature': signature }),
		},
		proxy: false,
		validateStatus: () => true,
	});
	return { status, text: JSON.stringify(data) };
}

/** Made from a reply that would be taken; the answer each gets. */
function forgeries(url: string): Array<[string, Post, number]> {
	const reply = genuine(url);
	const otherCall = startApp(bench.twilio);
	const at = (from: string | RegExp, to: string) => ({ ...reply, url: url.replace(from, to) });
	const signedAnew = (changed: Post) => ({ ...changed, signature: genuine(changed.url).signature });
	const byOther = sign(Object.fromEntries(new URLSearchParams(reply.body)), {
		url,
		authToken: AUTH_TOKEN,
	});
	return [
		['without a signature', { ...reply, signature: undefined }, 403],
		['with a signature of nothing', { ...reply, signature: sign({}, { url }) }, 403],
		['signed with the token of another account', { ...reply, signature: byOther }, 403],
		['with another content', { ...reply, body: reply.body.replace('yes', 'no') }, 403],
		['of another call, signed', genuine(url, { CallSid: otherCall }), 403],
		['of another account, signed', genuine(url, { AccountSid: OTHER_ACCOUNT }), 403],
		['of no call at all, signed', genuine(url, { Sid: 'SM1' }), 400],
		['for another call in the URL', at(bench.callSid, otherCall), 403],
		['for another call in the URL, signed', signedAnew(at(bench.callSid, otherCall)), 403],
		['for another run', at('run=0', 'run=1'), 403],
		['for another call as well', at('&call=', `&call=${otherCall}&call=`), 403],
		['as text', { ...reply, type: 'text/plain' }, 415],
		['as broken JSON', { ...reply, body: '{', type: 'application/json' }, 422],
		["without n8n's token, signed", signedAnew(at(/signature=[^&]*&/, '')), 401],
		["with another token of n8n's, signed", signedAnew(at('signature=', 'signature=0')), 401],
		['at the address of another node, signed', signedAnew(at(/(\/[^/]*)\?/, '$10?')), 404],
	];
}

describe('a forged reply', () => {
	it('of each class gets its answer and the execution goes on waiting; a genuine one continues it', async () => {
		const executionId = await ask(bench.callSid);
		const url = replyUrlOf(bench.callSid);
		for (const [name, forgery, status] of forgeries(url)) {
			const answer = await post(forgery);
			expect([name, answer.status, await statusOf(executionId)]).toEqual([name, status, 'waiting']);
			expect(answer.text).not.toContain(bench.callSid);
		}

		expect((await post(genuine(url))).status).toBe(204);

		const execution = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect(execution.itemsOf(NODE).map(({ json }) => json['reply'])).toEqual(['yes']);
	});

	it('is one that was signed for the question of another execution', async () => {
		const otherCall = startApp(bench.twilio);
		const [executionId, otherId] = [await ask(bench.callSid), await ask(otherCall)];
		const reply = genuine(replyUrlOf(bench.callSid));

		expect((await post({ ...reply, url: replyUrlOf(otherCall) })).status).toBe(403);
		expect(await statusOf(otherId)).toBe('waiting');

		expect((await post(reply)).status).toBe(204);
		expect((await bench.api.waitForExecution(executionId, TIMEOUT_MS)).status).toBe('success');
		expect(await statusOf(otherId)).toBe('waiting');
	});
});

describe('a genuine reply that comes again', () => {
	it('changes nothing once the execution has ended', async () => {
		const executionId = await ask(bench.callSid);
		const reply = genuine(replyUrlOf(bench.callSid));
		expect((await post(reply)).status).toBe(204);
		const { itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);

		expect((await post(reply)).status).toBe(409);

		expect((await bench.api.execution(executionId)).itemsOf(NODE)).toEqual(itemsOf(NODE));
	});

	it('many times at once, continues the execution once', async () => {
		const executionId = await ask(bench.callSid);
		const reply = genuine(replyUrlOf(bench.callSid));
		const answers = await Promise.all(Array.from({ length: 10 }, async () => await post(reply)));
		// 409 is n8n's own answer, once the execution runs.
		for (const { status } of answers) expect([204, 409]).toContain(status);

		const { status, itemsOf } = await bench.api.waitForExecution(executionId, TIMEOUT_MS);
		expect([status, itemsOf(NODE).map(({ json }) => json['reply'])]).toEqual(['success', ['yes']]);
	});
});
