import type { INodeParameters } from 'n8n-workflow';

import { executeNode, type NodeRun } from '../support/engine';
import { startApp, startChild } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio({ now: () => new Date('2026-11-21T14:00:00Z') });

async function get(
	callSid: string,
	parameters: INodeParameters = {},
	run: Omit<NodeRun, 'parameters' | 'credential'> = {},
) {
	return await executeNode({
		...run,
		parameters: { resource: 'call', operation: 'get', callSid: byId(callSid), ...parameters },
		credential: credentialOf(twilio),
	});
}

describe('Get', () => {
	it('gives the fields of a call most workflows need', async () => {
		const parent = startApp(twilio);
		const child = startChild(twilio, parent);
		twilio.phone.end(child, 'no-answer');
		const { outputs } = await get(child);
		expect(outputs[0]).toEqual([
			{
				json: {
					sid: child,
					parent_call_sid: parent,
					status: 'no-answer',
					direction: 'outbound-dial',
					from: '+15005550010',
					to: 'client:bob',
					date_created: 'Sat, 21 Nov 2026 14:00:00 +0000',
					start_time: 'Sat, 21 Nov 2026 14:00:00 +0000',
					end_time: 'Sat, 21 Nov 2026 14:00:00 +0000',
					duration: '0',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('has the same fields for a call that lacks some of them', async () => {
		const { outputs } = await get(startApp(twilio));
		expect(outputs[0]?.[0]?.json).toMatchObject({
			parent_call_sid: null,
			end_time: null,
			duration: null,
		});
	});

	it("gives all of Twilio's resource when Simplify is off", async () => {
		const callSid = startApp(twilio);
		const { outputs } = await get(callSid, { simplify: false });
		const json = outputs[0]?.[0]?.json ?? {};
		expect(json).toMatchObject({
			sid: callSid,
			account_sid: twilio.account.sid,
			price_unit: 'USD',
			uri: expect.stringContaining(`/Calls/${callSid}.json`),
		});
		expect(Object.keys(json).length).toBeGreaterThan(20);
	});

	it('looks up one call per item, each paired to its own', async () => {
		const callSids = [startApp(twilio, 'alice'), startApp(twilio, 'bob')];
		const items = callSids.map((sid) => ({ sid }));
		const { outputs } = await get('={{ $json.sid }}', {}, { items });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['sid'], pairedItem])).toEqual(
			callSids.map((sid, item) => [sid, { item }]),
		);
	});

	it('says so when Twilio does not know the call', async () => {
		const { error } = await get(`CA${'0'.repeat(32)}`);
		expect(error?.message).toBe('Twilio does not know this call or subscription [item 0]');
		expect(error?.description).toContain('Check the Call SID');
		expect(error?.description).toContain('Twilio error 20404');
	});

	it('fails an unknown call only on the error output', async () => {
		const callSid = startApp(twilio);
		const unknown = `CA${'0'.repeat(32)}`;
		const { outputs } = await get(
			'={{ $json.sid }}',
			{},
			{
				items: [{ sid: unknown }, { sid: callSid }],
				settings: { onError: 'continueErrorOutput' },
			},
		);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json['sid'], pairedItem])).toEqual([
			[callSid, { item: 1 }],
		]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				{
					sid: unknown,
					error: {
						message: 'Twilio does not know this call or subscription [item 0]',
						description: expect.any(String),
						code: 20404,
					},
				},
				{ item: 0 },
			],
		]);
	});

	it('repeats what goes wrong once', async () => {
		const callSid = startApp(twilio);
		twilio.faults.next('badGateway', 'cutOffAnswer', 'tooManyRequests');
		const { outputs, error } = await get(callSid);
		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => json['sid'])).toEqual([callSid]);
	});

	it('does not say that a question may have been carried out', async () => {
		twilio.faults.plan(() => 'badGateway');
		const { error } = await get(startApp(twilio), { options: { maxRetries: 0 } });
		expect(error?.message).toBe('Twilio had an internal problem [item 0]');
		expect(error?.description).not.toContain('carried it out anyway');
	});

	it('refuses what is no Call SID and asks nothing', async () => {
		const { error } = await get('={{ $json.missing }}');
		expect(error?.message).toBe('Call SID is empty [item 0]');
		expect(twilio.requests).toEqual([]);
	});
});
