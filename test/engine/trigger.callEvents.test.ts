import type { INodeParameters } from 'n8n-workflow';

import { ACCOUNT_SID } from '../support/signedRequests';
import { CHILD_STATUS, JOIN } from '../support/callReports';
import { startTriggerStage, type TriggerStage } from '../support/triggerStage';
import { activateTrigger } from '../support/webhook';

const LEG_EVENTS = ['callInitiated', 'callRinging', 'callAnswered', 'callEnded'];
const ALL_STATUSES = ['initiated', 'ringing', 'answered', 'completed'] as const;

let stage: TriggerStage;
afterEach(async () => await stage.stop());

const start = async (parameters: INodeParameters) =>
	(stage = await startTriggerStage({ autoSubscribe: false, ...parameters }));

/** A customer's call for Alice, whose leg reports all that becomes of it. */
function dialAlice() {
	const { phone } = stage.twilio;
	const customer = { from: '+15005550006', to: '+15005550001', status: 'in-progress' } as const;
	const parentCallSid = phone.startCall(customer).sid;
	return phone.startCall({
		from: customer.from,
		to: 'client:alice',
		parentCallSid,
		status: 'queued',
		statusCallback: stage.urlOf('call-status'),
		statusCallbackEvent: [...ALL_STATUSES],
	});
}

const items = async () => {
	await stage.twilio.settled();
	return stage.trigger.items;
};
const events = async () => (await items()).map(({ event }) => event);

describe('the life of a leg', () => {
	it('starts the workflow at each of its events, in order', async () => {
		await start({ events: LEG_EVENTS });
		const { sid, parentCallSid } = dialAlice();
		const { phone } = stage.twilio;
		await stage.twilio.settled();
		await stage.send('call-status', reported({ CallStatus: 'ringing', SequenceNumber: '1' }));
		phone.answer(sid);
		await stage.twilio.settled();
		phone.end(sid);

		expect(await events()).toEqual(LEG_EVENTS);
		expect((await items()).at(-1)).toEqual({
			event: 'callEnded',
			call_sid: sid,
			parent_call_sid: parentCallSid,
			account_sid: stage.twilio.account.sid,
			status: 'completed',
			direction: 'outbound-dial',
			from: '+15005550006',
			to: 'client:alice',
			duration: expect.any(Number),
			sequence_number: expect.any(Number),
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
		});
	});

	it.each(['busy', 'failed', 'no-answer', 'canceled'])(
		'ends as well when it is %s',
		async (status) => {
			await start({ events: ['callEnded'] });
			expect(await stage.send('call-status', reported({ CallStatus: status }))).toBe(204);
			expect(await items()).toMatchObject([{ event: 'callEnded', status, duration: null }]);
		},
	);

	it('starts nothing at events that are not chosen, which are acknowledged', async () => {
		await start({ events: ['callEnded'] });
		expect(await stage.send('call-status', reported())).toBe(204);
		expect(await items()).toEqual([]);
	});

	it("comes as Twilio's parameters when Simplify is off", async () => {
		await start({ events: ['callRinging'], simplify: false });
		const parameters = reported();
		await stage.send('call-status', parameters);
		expect(await items()).toEqual([{ ...parameters, event: 'callRinging' }]);
	});

	it('comes once, however often Twilio sends it', async () => {
		await start({ events: ['callRinging'] });
		for (let count = 0; count < 3; count++) await stage.send('call-status', reported());
		expect(await events()).toEqual(['callRinging']);
	});

	it('comes as often as Twilio sends it where duplicates are wanted', async () => {
		await start({ events: ['callRinging'], options: { ignoreDuplicates: false } });
		for (let count = 0; count < 2; count++) await stage.send('call-status', reported());
		expect(await events()).toEqual(['callRinging', 'callRinging']);
	});

	it('comes twice where Twilio counts on', async () => {
		await start({ events: ['callAnswered'] });
		for (const SequenceNumber of ['1', '2']) {
			await stage.send('call-status', reported({ CallStatus: 'in-progress', SequenceNumber }));
		}
		expect(await events()).toEqual(['callAnswered', 'callAnswered']);
	});

	it('is refused when it is older than Maximum Age', async () => {
		await start({ events: ['callRinging'], options: { maximumAge: 5 } });
		expect(await stage.send('call-status', reported())).toBe(403);
		const Timestamp = new Date().toUTCString().replace('GMT', '+0000');
		expect(await stage.send('call-status', reported({ Timestamp }))).toBe(204);
		expect(await events()).toEqual(['callRinging']);
	});

	it('is not looked into by Content Filter', async () => {
		const conditions = [{ field: 'type', value: 'ready' }];
		await start({ events: ['callRinging'], options: { contentFilter: { conditions } } });
		await stage.send('call-status', reported());
		expect(await events()).toEqual(['callRinging']);
	});
});

describe('a conference', () => {
	it('starts the workflow when somebody joins or leaves', async () => {
		await start({ events: ['participantJoined', 'participantLeft'] });
		const { phone } = stage.twilio;
		const callSid = phone.startCall({ from: 'client:bob', to: '', status: 'in-progress' }).sid;
		const { conferenceSid } = phone.join(callSid, 'Support', {
			label: 'bob',
			muted: true,
			statusCallback: stage.urlOf('call-status'),
			statusCallbackEvent: ['start', 'end', 'join', 'leave'],
		});
		phone.leave(callSid);

		const common = {
			call_sid: callSid,
			conference_sid: conferenceSid,
			friendly_name: 'Support',
			label: 'bob',
			muted: true,
			hold: false,
			coaching: false,
			account_sid: stage.twilio.account.sid,
			timestamp: expect.any(String),
		};
		expect(await items()).toEqual([
			{ event: 'participantJoined', ...common, sequence_number: 1 },
			{ event: 'participantLeft', ...common, sequence_number: expect.any(Number) },
		]);
		expect(stage.log).toEqual([]);
	});

	it('is told apart from others that count alike', async () => {
		await start({ events: ['participantJoined'] });
		const join = { ...JOIN, AccountSid: stage.twilio.account.sid };
		await stage.send('call-status', join);
		await stage.send('call-status', { ...join, ConferenceSid: `CF${'6'.repeat(32)}` });
		await stage.send('call-status', join);
		expect(await events()).toEqual(['participantJoined', 'participantJoined']);
	});
});

describe('messages', () => {
	it('are acknowledged and start nothing when they are not among the events', async () => {
		await start({ events: ['callEnded'] });
		const { phone } = stage.twilio;
		const { sid } = phone.startCall({ from: '+15005550006', to: 'client:alice' });
		await stage
			.send('messages', {
				AccountSid: stage.twilio.account.sid,
				CallSid: sid,
				Sid: `KX${'1'.repeat(32)}`,
				SequenceNumber: '1',
				Timestamp: 'Fri, 02 Dec 2022 22:02:49 +0000',
				ContentType: 'application/json',
				Content: '{"secret":1}',
			})
			.then((status) => expect(status).toBe(204));
		expect(await items()).toEqual([]);
		expect(stage.log).toEqual([expect.stringMatching(/dropped message KX.*not among its Events/)]);
	});
});

describe('with Auto-Subscribe', () => {
	it('an event starts the workflow once the leg is subscribed', async () => {
		await start({ events: ['callRinging'], autoSubscribe: true });
		const { sid } = stage.twilio.phone.startCall({
			from: '+15005550006',
			to: 'client:alice',
			statusCallback: stage.urlOf('call-status'),
		});
		expect(await events()).toEqual(['callRinging']);
		expect(stage.twilio.phone.subscriptionsOf(sid)).toHaveLength(1);
	});

	it('an event is not lost when subscribing fails', async () => {
		await start({ events: ['callRinging'], autoSubscribe: true });
		stage.twilio.faults.plan(() => 'htmlOk');
		expect(await stage.send('call-status', reported())).toBe(204);
		expect(await events()).toEqual(['callRinging']);
	});
});

it('neither events nor Auto-Subscribe: the URL says so', async () => {
	await start({});
	expect(await stage.send('call-status', reported())).toBe(404);
});

it.each<[string, INodeParameters, RegExp]>([
	['nothing to do', { events: [] }, /would do nothing.*Events.*Auto-Subscribe/],
	['an event that does not exist', { events: ['callLost'] }, /Events is not usable.*callEnded/],
	['Call Placed without a Voice URL', { events: ['callPlaced'] }, /switch on Answer Voice URL/i],
])('a trigger with %s is not published', async (_name, parameters, problem) => {
	stage = await startTriggerStage({});
	const credential = { accountSid: ACCOUNT_SID, authToken: 'secret' };
	const setup = { credential, webhookBaseUrl: 'https://n8n.example.com/webhook', webhookId: '1' };
	await expect(
		activateTrigger({ ...setup, parameters: { autoSubscribe: false, ...parameters } }),
	).rejects.toThrow(problem);
});

let legs = 0;
beforeEach(() => (legs += 1));

/** A leg of this account that rings, in the words of Twilio: another one in each test. */
function reported(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
	const CallSid = `CA${String(legs).padStart(32, '0')}`;
	return { ...CHILD_STATUS, AccountSid: stage.twilio.account.sid, CallSid, ...changes };
}
