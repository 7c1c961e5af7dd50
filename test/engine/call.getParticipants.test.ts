import type { INodeParameters } from 'n8n-workflow';

import { lookups } from '../support/askedOfTwilio';
import { executeNode, type NodeRun } from '../support/engine';
import {
	newestConference,
	startApp,
	startChild,
	startConference,
	startPhone,
} from '../support/liveCalls';
import { credentialOf } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const getParticipants = async (
	parameters: INodeParameters,
	run: Omit<NodeRun, 'parameters' | 'credential'> = {},
) =>
	await executeNode({
		...run,
		parameters: { resource: 'call', operation: 'getParticipants', ...parameters },
		credential: credentialOf(twilio),
	});

describe('Get Participants', () => {
	it('says who is in a conference, with an app or a phone, muted, on hold, and by which label', async () => {
		const app = startApp(twilio, 'alice');
		const dialled = startChild(twilio, startPhone(twilio), 'in-progress');
		const phone = startPhone(twilio);
		twilio.phone.join(app, 'Support', { label: 'agent' });
		twilio.phone.join(dialled, 'Support', { muted: true });
		twilio.phone.join(phone, 'Support', { hold: true });
		const { outputs, error } = await getParticipants({ conference: 'Support' });

		expect(error).toBeUndefined();
		const bySid = new Map(outputs[0]?.map(({ json }) => [json['call_sid'], json]));
		const conference_sid = newestConference(twilio);
		const common = { conference_sid, status: 'connected', coaching: false };
		expect(bySid.get(app)).toEqual({
			...common,
			call_sid: app,
			label: 'agent',
			muted: false,
			hold: false,
			uses: 'app',
			from: 'client:alice',
			to: '+15005550006',
		});
		expect(bySid.get(dialled)).toMatchObject({ uses: 'app', muted: true, to: 'client:bob' });
		expect(bySid.get(phone)).toMatchObject({ uses: 'phone', hold: true, label: null });
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 0].map((item) => ({ item })),
		);
	});

	it("takes the conference's SID, and gives Twilio's resource with Simplify off, asking for no calls", async () => {
		const [app = ''] = startConference(twilio, 'Support', 1);
		const sid = newestConference(twilio);
		const { outputs } = await getParticipants({ conference: sid, simplify: false });

		expect(outputs[0]?.map(({ json }) => json)).toEqual([
			expect.objectContaining({ call_sid: app, uri: expect.stringContaining(app) }),
		]);
		expect(outputs[0]?.[0]?.json).not.toHaveProperty('uses');
		expect(lookups(twilio)).toEqual([`/Conferences/${sid}/Participants.json`]);
	});

	it('gives as many as the limit, or all of them', async () => {
		startConference(twilio, 'Support', 60);
		const counts = [{}, { limit: 2 }, { returnAll: true }].map(async (parameters) => {
			const { outputs } = await getParticipants({ conference: 'Support', ...parameters });
			return outputs[0]?.length;
		});
		expect(await Promise.all(counts)).toEqual([50, 2, 60]);
	});

	it('gives nothing for a conference that nobody is in', async () => {
		const { outputs, error } = await getParticipants({ conference: 'Nobody' });
		expect([outputs[0], error]).toEqual([[], undefined]);
	});

	it('says when Twilio does not know the SID, or none is given', async () => {
		const unknown = await getParticipants({ conference: `CF${'0'.repeat(32)}` });
		expect(unknown.error?.message).toMatch(/^Twilio does not know .* \[item 0\]$/);
		const empty = await getParticipants({ conference: '={{ $json.room }}' });
		expect(empty.error?.message).toBe('Conference is empty [item 0]');
	});
});
