import type { IExecuteFunctions, INode } from 'n8n-workflow';

import {
	questionIn,
	replyUrl,
	resumeAddress,
} from '../../../nodes/TwilioCallMessages/descriptions/replyUrl';
import { strict } from '../../support/strict';

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
const executionAt = (resumeUrl: string) =>
	strict<IExecuteFunctions>('context', {
		evaluateExpression: (expression: string) =>
			expression === '{{ $execution.resumeUrl }}' ? resumeUrl : '',
		getNode: () => node,
	});

describe('replyUrl', () => {
	it('leads to the node in the waiting execution, with the token of n8n and the question', () => {
		const context = executionAt(`${ADDRESS}?signature=abc`);
		expect(replyUrl(context, { callSid: CALL_SID, runIndex: 3 })).toBe(
			`${ADDRESS}/4c1d0a7e?signature=abc&call=${CALL_SID}&run=3#rc=5&rp=4xx,5xx`,
		);
	});

	it('works without a token, which n8n 1.x does not have', () => {
		expect(replyUrl(executionAt(ADDRESS), { callSid: CALL_SID, runIndex: 0 })).toBe(
			`${ADDRESS}/4c1d0a7e?call=${CALL_SID}&run=0#rc=5&rp=4xx,5xx`,
		);
	});

	it('starts with the address that a reply comes to', () => {
		const context = executionAt(`${ADDRESS}?signature=abc`);
		expect(resumeAddress(context)).toBe(`${ADDRESS}/4c1d0a7e`);
	});
});

describe('questionIn', () => {
	it.each<[string, string]>([
		['as it was registered', ''],
		['with the hash of a JSON body', '&bodySHA256=e3b0c442'],
	])('reads the question from the URL that Twilio calls, %s', (_, added) => {
		const question = { callSid: CALL_SID, runIndex: 12 };
		const registered = replyUrl(executionAt(`${ADDRESS}?signature=abc`), question);
		// Twilio keeps the fragment to itself.
		expect(questionIn(registered.replace(/#.*$/, '') + added)).toEqual(question);
	});

	it('finds no call in a URL that names none', () => {
		expect(questionIn(`${ADDRESS}?signature=abc`).callSid).toBe('');
	});
});
