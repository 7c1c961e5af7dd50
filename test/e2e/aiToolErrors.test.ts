import { toolNode } from '../support/aiModel/agentWorkflow';
import { SEND_JSON, useAgentBench } from '../support/aiModel/agentBench';
import { startApp } from '../support/liveCalls';
import { createCredential, type StoredCredential } from '../support/n8n';

const END = { text: 'Done.' };
const UNKNOWN = `CA${'0'.repeat(32)}`;
const OLDER_AGENT = 2.2;
const CONTINUE = { onError: 'continueRegularOutput' };

const bench = useAgentBench();
let callSid: string;
let ended: string;

beforeAll(() => {
	callSid = startApp(bench.twilio);
	ended = startApp(bench.twilio);
	bench.twilio.phone.end(ended);
});

interface Mistake {
	readonly name: string;
	readonly call: () => { readonly call_sid: string; readonly content: string };
	readonly happened: string;
	readonly remedy: string;
}

const mistakes: readonly Mistake[] = [
	{
		name: 'a call that is over',
		call: () => ({ call_sid: ended, content: '{}' }),
		happened: 'The call is not in progress',
		remedy: 'Only ringing and in-progress calls can exchange messages.',
	},
	{
		name: 'a call Twilio does not know',
		call: () => ({ call_sid: UNKNOWN, content: '{}' }),
		happened: 'Twilio does not know this call',
		remedy: 'Check the Call SID',
	},
	{
		name: 'something that is no Call SID',
		call: () => ({ call_sid: 'the call of Alice', content: '{}' }),
		happened: 'Call SID is not valid',
		remedy: 'Expected CA followed by 32 hex digits.',
	},
	{
		name: 'content that is not JSON',
		call: () => ({ call_sid: callSid, content: 'Offer a refund' }),
		happened: 'Content is not valid JSON',
		remedy: 'Write one JSON value, for example { "type": "greeting" }.',
	},
];

interface Run {
	readonly credential?: StoredCredential;
	readonly settings?: object;
	readonly agentVersion?: number;
}

/** Lets the model make one call of the tool and resolves with what it got back. */
async function answerTo(values: object, { credential, settings, agentVersion }: Run = {}) {
	const tool = toolNode(credential ?? bench.credential, 'Send', SEND_JSON, settings);
	bench.model.play({ calls: [{ name: 'Send', arguments: values }] }, END);
	const execution = await bench.runAgent({ tools: [tool], agentVersion });
	expect(execution.status).toBe('success');
	expect(bench.toolResults()).toHaveLength(1);
	return bench.toolResults().join();
}

describe.each(mistakes)('$name', ({ call, happened, remedy }) => {
	it('comes back to the model, which goes on', async () => {
		expect(await answerTo(call())).toContain(happened);
	});

	it('comes back with what to do when the tool continues on errors', async () => {
		const answer = await answerTo(call(), { settings: CONTINUE });
		expect(answer).toContain(happened);
		expect(answer).toContain(JSON.stringify(remedy).slice(1, -1));
	});

	// n8n hands on no more of a thrown error than its message (n8n-core, workflow-execute.js, handleNodeExecutionError).
	it('comes back with what to do', async () => {
		expect(await answerTo(call())).toContain(JSON.stringify(remedy).slice(1, -1));
	});

	// LangChain's AgentExecutor gives the model an empty text for a tool that throws.
	it('comes back to the model of an older agent', async () => {
		expect(await answerTo(call(), { agentVersion: OLDER_AGENT })).toContain(happened);
	});
});

it('no error shows a secret to the model', async () => {
	const authToken = 'f'.repeat(32);
	const credential = await createCredential(bench.api, bench.twilio, { authToken });
	const answers = [
		await answerTo({ call_sid: callSid, content: '{}' }, { credential, settings: CONTINUE }),
		await answerTo({ call_sid: callSid, content: '{}' }, { credential }),
	];
	for (const { call } of mistakes) answers.push(await answerTo(call(), { settings: CONTINUE }));
	expect(answers[0]).toContain('Twilio did not accept the credential');
	const { authToken: rightToken, apiKeySecret } = bench.twilio.account;
	for (const secret of [authToken, rightToken, apiKeySecret, 'Basic ']) {
		expect(answers.join('\n')).not.toContain(secret);
	}
});

it('a call that is over is no error with Ignore Ended Calls', async () => {
	const tool = toolNode(bench.credential, 'Send', {
		...SEND_JSON,
		options: { ignoreEndedCalls: true },
	});
	bench.model.play(
		{ calls: [{ name: 'Send', arguments: { call_sid: ended, content: '{}' } }] },
		END,
	);
	await bench.runAgent({ tools: [tool] });
	expect(bench.toolResults()).toEqual([
		JSON.stringify([{ delivered: false, reason: 'callEnded', call_sid: ended }]),
	]);
});
