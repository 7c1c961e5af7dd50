import type { Twilio } from 'twilio';
import { join } from 'node:path';
import { z } from 'zod';

import { serve } from '../../sandbox/twilio/listener';
import { createTwilioClient } from '../contract/support/twilioClient';
import { useDuringFile } from '../support/duringFile';
import { startApp, startConference, newestConference } from '../support/liveCalls';
import { startCalls, useTwilioHost } from './support/clientBench';
import { describeClient } from './support/describeClient';
import { EXCEPTIONS, LIST_EXAMPLES, PUBLISHED, writeCorrected } from './support/openApiDocument';
import { startPrism } from './support/prism';

/** Four of them start one after the other. */
const START_MS = 180_000;
const UNKNOWN_CALL = `CA${'0'.repeat(32)}`;

const violation = z.object({ code: z.string(), location: z.array(z.coerce.string()) });
const refusal = z.object({ validation: z.array(violation) });

/** Prism's objections to an answer, each once: the code, and where; `#` stands for any number. */
async function objectionsTo(answer: Response): Promise<string[]> {
	const { validation } = refusal.parse(await answer.json());
	const said = validation.map(({ code, location }) => {
		const [, , ...member] = location; // after "response", "body"
		return `${code} ${member.join('.').replace(/\b\d+\b/g, '#')}`;
	});
	return [...new Set(said)].sort();
}

describeClient('prism', () => {
	const { twilio, host } = useTwilioHost();
	const prisms = useDuringFile(async (stops) => {
		const start = async (document: string, upstream?: string) => {
			const prism = await startPrism(host, document, upstream);
			stops.push(prism.stop);
			return prism.baseUrl;
		};
		const corrected = join(host.folder, 'openapi.json');
		await writeCorrected(corrected);
		const wrong = await serve((_request, response) => {
			response.setHeader('content-type', 'application/json').end('{"sid":"CA1"}');
		});
		stops.push(wrong.stop);
		return {
			corrected: await start(corrected, twilio.baseUrl),
			published: await start(PUBLISHED, twilio.baseUrl),
			examples: await start(PUBLISHED),
			wrong: await start(corrected, wrong.baseUrl),
		};
	}, START_MS);
	let client: Twilio;

	beforeEach(() => {
		client = createTwilioClient(prisms().corrected, twilio.account);
	});

	const get = async (baseUrl: string, path: string, headers: Record<string, string> = {}) => {
		const { sid, authToken } = twilio.account;
		const password = Buffer.from(`${sid}:${authToken}`).toString('base64');
		const url = path
			.replace('{AccountSid}', sid)
			.replace('{ConferenceSid}', newestConference(twilio));
		return await fetch(`${baseUrl}${url}`, {
			headers: { ...headers, authorization: `Basic ${password}` },
		});
	};

	it('finds nothing in the answers about calls, messages and subscriptions', async () => {
		const sids = startCalls(twilio, 'pages', 5);
		const call = client.calls(startApp(twilio));
		await client.api.v2010.accounts(twilio.account.sid).fetch();
		await call.userDefinedMessages.create({ content: '{"a":1}', idempotencyKey: 'k' });
		const subscription = await call.userDefinedMessageSubscriptions.create({
			callback: 'http://127.0.0.1:9/messages',
			method: 'GET',
		});
		await call.userDefinedMessageSubscriptions(subscription.sid).remove();
		const listed = await client.calls.list({ from: 'client:pages', pageSize: 2 });
		await call.update({ status: 'completed' });

		expect(listed.map(({ sid }) => sid)).toEqual(sids);
		expect((await call.fetch()).status).toBe('completed');
	});

	it('finds nothing in the answers about conferences', async () => {
		const callSids = startConference(twilio, 'support', 3);
		const [conference] = await client.conferences.list({ friendlyName: 'support' });
		const participants = client.conferences(newestConference(twilio)).participants;
		const listed = await participants.list({ pageSize: 2 });
		for (const callSid of callSids) twilio.phone.leave(callSid);
		const [over] = await client.conferences.list({ status: 'completed' });

		expect(listed).toHaveLength(3);
		expect(conference?.reasonConferenceEnded).toBeNull();
		expect(over?.reasonConferenceEnded).toBe('last-participant-left');
	});

	it.each<[string, number, number, () => Promise<unknown>]>([
		['an unknown call', 404, 20404, () => client.calls(UNKNOWN_CALL).fetch()],
		[
			'a wrong Auth Token',
			401,
			20003,
			() => {
				const { sid: username } = twilio.account;
				const signIn = { username, password: 'wrong' };
				return createTwilioClient(prisms().corrected, twilio.account, signIn).calls.list();
			},
		],
		[
			'a message to an ended call',
			400,
			21220,
			() => {
				const { sid } = twilio.phone.end(startApp(twilio));
				return client.calls(sid).userDefinedMessages.create({ content: '{}' });
			},
		],
		[
			'content that is no JSON',
			400,
			32702,
			() => client.calls(startApp(twilio)).userDefinedMessages.create({ content: '{' }),
		],
	])('finds nothing in the error about %s', async (_name, status, code, act) => {
		await expect(act()).rejects.toMatchObject({ status, code });
	});

	it('objects to an answer that the document does not know', async () => {
		const path = `/2010-04-01/Accounts/{AccountSid}/Calls/${UNKNOWN_CALL}.json`;

		expect(await objectionsTo(await get(prisms().wrong, path))).toEqual([
			'minLength sid',
			'pattern sid',
		]);
	});

	describe('with the document as it is published', () => {
		const NAMED = EXCEPTIONS.flatMap(({ violations }) => violations).sort();

		it('objects to the named exceptions in Twilio’s own examples, and to nothing else', async () => {
			const objections: string[] = [];
			for (const [path, examples] of LIST_EXAMPLES) {
				for (const example of examples) {
					const answer = await get(prisms().examples, path, { prefer: `example=${example}` });
					objections.push(...(await objectionsTo(answer)));
				}
			}

			expect([...new Set(objections)].sort()).toEqual(NAMED);
		});

		it('objects to nothing else in the emulator’s lists', async () => {
			startConference(twilio, 'support', 3);
			startConference(twilio, 'sales', 1);
			const objections: string[] = [];
			for (const path of LIST_EXAMPLES.keys()) {
				const second = await secondPageOf(`${path}?PageSize=1`);
				const answer = await get(prisms().published, second);
				objections.push(...(await objectionsTo(answer)));
			}

			expect([...new Set(objections)].sort()).toEqual(NAMED);
		});

		async function secondPageOf(path: string): Promise<string> {
			const page = z.object({ next_page_uri: z.string().nullable() });
			return page.parse(await (await get(twilio.baseUrl, path)).json()).next_page_uri ?? path;
		}
	});
});
