import type { INode } from 'n8n-workflow';

import {
	askedForIn,
	questionOf,
	resumeAddress,
	waitingRunIndex,
} from '../../../nodes/TwilioCallMessages/n8n/resuming';

const CALL_SID = `CA${'2'.repeat(32)}`;
const ADDRESS = 'https://n8n.example.com/base/webhook-waiting/17';

const node: INode = {
	id: '4c1d0a7e',
	name: 'Ask',
	type: 'twilioCallMessages',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** An execution that n8n resumes at this URL. */
const executionAt = (resumeUrl: string) => ({
	node,
	workflowId: 'w1',
	evaluate: (expression: string) => (expression === '{{ $execution.resumeUrl }}' ? resumeUrl : ''),
});

const questionAt = (resumeUrl: string, runIndex = 3) =>
	questionOf(executionAt(resumeUrl), { callSid: CALL_SID, runIndex });

describe('questionOf', () => {
	it('has replies come to the node in the waiting execution, with the token of n8n', () => {
		expect(questionAt(`${ADDRESS}?signature=abc`)).toEqual({
			callSid: CALL_SID,
			early: `${ADDRESS}/4c1d0a7e?signature=abc&call=${CALL_SID}&run=3&early=1#rc=5&rp=all`,
			lasting: `${ADDRESS}/4c1d0a7e?signature=abc&call=${CALL_SID}&run=3#rc=5&rp=ct,rt,5xx`,
			resumeUrl: `${ADDRESS}/4c1d0a7e?signature=abc`,
			askedBy: 'w1 4c1d0a7e Ask',
		});
	});

	it('works without a token, which n8n 1.x does not have', () => {
		expect(questionAt(ADDRESS, 0)).toMatchObject({
			lasting: `${ADDRESS}/4c1d0a7e?call=${CALL_SID}&run=0#rc=5&rp=ct,rt,5xx`,
			resumeUrl: `${ADDRESS}/4c1d0a7e`,
		});
	});

	it('starts with the address that a reply comes to', () => {
		expect(resumeAddress(executionAt(`${ADDRESS}?signature=abc`))).toBe(`${ADDRESS}/4c1d0a7e`);
	});
});

describe('askedForIn', () => {
	it.each<[string, string]>([
		['as it was registered', ''],
		['with the hash of a JSON body', '&bodySHA256=e3b0c442'],
	])('reads the question from the URL that Twilio calls, %s', (_, added) => {
		const { early, lasting } = questionAt(`${ADDRESS}?signature=abc`, 12);
		const asked = { callSid: CALL_SID, runIndex: 12 };
		// Twilio keeps the fragment to itself.
		const calledAs = (url: string) => url.replace(/#.*$/, '') + added;
		expect(askedForIn(calledAs(early))).toEqual({ ...asked, isEarly: true });
		expect(askedForIn(calledAs(lasting))).toEqual({ ...asked, isEarly: false });
	});

	it('finds no call in a URL that names none', () => {
		expect(askedForIn(`${ADDRESS}?signature=abc`).callSid).toBe('');
	});
});

it.each([
	'Ask',
	'Ask }} Bob',
	'Ask "Bob"',
	'Ask \\',
	"{{ 'Ask' }}",
	'Frag 😀 ü',
	'${Ask}`',
	'a\nb',
])('waitingRunIndex asks n8n for the node by its name, whatever it is: %j', (name) => {
	const expressions: string[] = [];
	const evaluate = (expression: string) => expressions.push(expression);
	expect(waitingRunIndex({ node: { ...node, name }, workflowId: 'w1', evaluate })).toBe(1);

	const [, literal = ''] =
		/^\{\{ \$node\[("[A-Za-z0-9\\]*")\]\.context\.waitingRun \}\}$/.exec(expressions.join()) ?? [];
	expect(JSON.parse(literal)).toBe(name);
});
