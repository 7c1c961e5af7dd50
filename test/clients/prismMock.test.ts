import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';

import { useDuringFile } from '../support/duringFile';
import { executeNode } from '../support/engine';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilioHost } from './support/clientBench';
import { describeClient } from './support/describeClient';
import { writeCorrected } from './support/openApiDocument';
import { startPrism } from './support/prism';

const CALL_SID = `CA${'1'.repeat(32)}`;
const SUBSCRIPTION_SID = `ZY${'2'.repeat(32)}`;
const CONFERENCE_SID = `CF${'3'.repeat(32)}`;
const onCall = { callSid: byId(CALL_SID) };

/** The SIDs in Twilio's examples. */
const example = (prefix: string) => `${prefix}${'a'.repeat(32)}`;

const created = (prefix: string) => ({
	account_sid: example('AC'),
	call_sid: example('CA'),
	sid: example(prefix),
	date_created: 'Wed, 18 Dec 2019 20:02:01 +0000',
});
const exampleCall = {
	sid: example('CA'),
	parent_call_sid: `CA${'deadbeef'.repeat(4)}`,
	status: 'completed',
	from: '+13051416799',
	to: '+13051913581',
	duration: '4',
};
const exampleListed = { status: 'completed', from: '+13051416799' };
const message: INodeParameters = {
	resource: 'message',
	operation: 'send',
	contentMode: 'json',
	contentJson: '{ "text": "Grüße 日本" }',
	...onCall,
};
const subscribe: INodeParameters = {
	resource: 'subscription',
	operation: 'create',
	callbackUrl: 'https://n8n.example.com/webhook/1/messages',
	...onCall,
};
const participants: INodeParameters = {
	resource: 'call',
	operation: 'getParticipants',
	simplify: false,
};

describeClient('prism', () => {
	const { twilio, host } = useTwilioHost();
	const prism = useDuringFile(async (stops) => {
		const document = join(host.folder, 'openapi.json');
		await writeCorrected(document);
		const running = await startPrism(host, document);
		stops.push(running.stop);
		return running;
	});

	/** What the action node makes of Prism in Twilio's place. */
	async function run(parameters: INodeParameters) {
		const credential = { ...credentialOf(twilio), apiBaseUrl: prism().baseUrl };
		const { outputs, error } = await executeNode({ parameters, credential });
		const output: IDataObject[] = (outputs[0] ?? []).map(({ json }) => json);
		return { output, error };
	}

	it.each<[string, INodeParameters, object[]]>([
		['Send Message', message, [created('KX')]],
		['Subscribe by POST', { ...subscribe, callbackMethod: 'POST' }, [created('ZY')]],
		['Subscribe by GET', { ...subscribe, callbackMethod: 'GET' }, [created('ZY')]],
		[
			'Unsubscribe',
			{
				resource: 'subscription',
				operation: 'delete',
				subscriptionSid: SUBSCRIPTION_SID,
				...onCall,
			},
			[{ deleted: true, sid: SUBSCRIPTION_SID, call_sid: CALL_SID }],
		],
		['Get', { resource: 'call', operation: 'get', ...onCall }, [exampleCall]],
		[
			'Get Many',
			{ resource: 'call', operation: 'getMany', status: 'any', limit: 1 },
			[exampleListed],
		],
		[
			'Get Many with every filter',
			{
				resource: 'call',
				operation: 'getMany',
				status: 'in-progress',
				limit: 1,
				filters: {
					from: 'client:alice',
					to: '+15005550006',
					parentCallSid: CALL_SID,
					startedAfter: '2026-11-21T14:02:00Z',
					startedBefore: '2026-11-21T15:02:30+01:00',
				},
			},
			[exampleListed],
		],
		['Get Participants by SID', { ...participants, conference: CONFERENCE_SID }, []],
		['Get Participants by name', { ...participants, conference: 'support' }, []],
	])(
		'%s asks as the document says, and understands the example',
		async (_name, asked, expected) => {
			const { output, error } = await run(asked);

			expect(error).toBeUndefined();
			expect(output).toHaveLength(expected.length);
			expect(output).toMatchObject(expected);
		},
	);

	it('a list whose next page is the same again is none of Twilio’s', async () => {
		const { error } = await run({ ...message, deliverTo: 'childCalls' });

		expect(error?.message).toBe('The answer is not what Twilio sends [item 0]');
	});

	it.each<[string, string, RequestInit, string[]]>([
		[
			'another method',
			`Calls/${CALL_SID}/UserDefinedMessageSubscriptions.json`,
			{
				method: 'POST',
				body: new URLSearchParams({ Callback: 'https://n8n.example.com/', Method: 'PUT' }),
			},
			['body', 'Method'],
		],
		['no time', 'Calls.json?StartTime=yesterday', {}, ['query', 'starttime']],
		['no SID', 'Calls.json?ParentCallSid=CA1', {}, ['query', 'parentcallsid']],
	])('refuses what the document does not know: %s', async (_name, path, init, location) => {
		const account = `${prism().baseUrl}/2010-04-01/Accounts/${twilio.account.sid}`;
		const headers = { authorization: 'Basic YTpi' };
		const answer = await fetch(`${account}/${path}`, { ...init, headers });

		expect(answer.status).toBe(422);
		expect(await answer.json()).toMatchObject({
			validation: expect.arrayContaining([expect.objectContaining({ location })]),
		});
	});
});
