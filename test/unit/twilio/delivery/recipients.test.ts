import type { CallLeg } from '../../../../nodes/TwilioCallMessages/twilio/callLeg';
import {
	findRecipients,
	targetKey,
	type CallLookups,
	type Target,
} from '../../../../nodes/TwilioCallMessages/twilio/delivery/recipients';
import { strict } from '../../../support/strict';

const REFUSED = new Error('refused');
const refuse = async () => await Promise.reject(REFUSED);

/** The leg of an app that was dialled, unless told otherwise. */
const leg = (sid: string, changes: Partial<CallLeg> = {}): CallLeg => ({
	sid,
	parentCallSid: undefined,
	from: '+15005550001',
	to: 'client:bob',
	direction: 'outbound-dial',
	status: 'in-progress',
	since: '',
	...changes,
});

/** Lookups of which those that are not given must not be used. */
const lookups = (members: Partial<CallLookups>) => strict<CallLookups>('lookups', members);

describe('a message to the call itself', () => {
	it('goes to the call, whatever it is, without asking Twilio', async () => {
		expect(await findRecipients({ deliverTo: 'call', callSid: 'CA1' }, lookups({}))).toEqual([
			'CA1',
		]);
	});
});

describe('a message to child calls', () => {
	const TARGET: Target = { deliverTo: 'childCalls', callSid: 'CA1' };

	it('goes to those that are ringing or in progress, in the order of Twilio', async () => {
		const childCalls = jest.fn(async () => [
			leg('CA2'),
			leg('CA3', { status: 'completed' }),
			leg('CA4', { status: 'ringing' }),
			leg('CA5', { status: 'queued' }),
			leg('CA6', { status: 'no-answer' }),
		]);

		expect(await findRecipients(TARGET, lookups({ childCalls }))).toEqual(['CA2', 'CA4']);
		expect(childCalls.mock.calls).toEqual([['CA1']]);
	});

	it('goes to phones too: Twilio tells that they take no messages', async () => {
		const childCalls = async () => [leg('CA2', { to: '+15005550006' })];

		expect(await findRecipients(TARGET, lookups({ childCalls }))).toEqual(['CA2']);
	});

	it.each([
		['there are none', []],
		['all of them have ended', [leg('CA2', { status: 'completed' })]],
	])('goes to nobody when %s', async (_name, children) => {
		const childCalls = async () => children;

		expect(await findRecipients(TARGET, lookups({ childCalls }))).toEqual([]);
	});

	it('fails when Twilio cannot be asked', async () => {
		await expect(findRecipients(TARGET, lookups({ childCalls: refuse }))).rejects.toBe(REFUSED);
	});
});

describe('a message to the parent call', () => {
	const TARGET: Target = { deliverTo: 'parentCall', callSid: 'CA1' };

	it.each([
		['in progress', 'in-progress'],
		['ended', 'completed'],
	])(
		'goes to the parent of a call that is %s, without looking at the parent',
		async (_n, status) => {
			const call = jest.fn(async () => leg('CA1', { parentCallSid: 'CA9', status }));

			expect(await findRecipients(TARGET, lookups({ call }))).toEqual(['CA9']);
			expect(call.mock.calls).toEqual([['CA1']]);
		},
	);

	it('goes to nobody when there is none', async () => {
		const call = async () => leg('CA1');

		expect(await findRecipients(TARGET, lookups({ call }))).toStrictEqual([]);
	});

	it('fails when Twilio cannot be asked', async () => {
		await expect(findRecipients(TARGET, lookups({ call: refuse }))).rejects.toBe(REFUSED);
	});
});

describe('a message to a conference', () => {
	const TARGET: Target = { deliverTo: 'conference', conference: 'Support' };

	/** A conference of these legs, of which some are in the list of calls in progress. */
	function conferenceOf(participants: readonly CallLeg[], inProgress: readonly CallLeg[]) {
		const callIfKnown = jest.fn(async (callSid: string) =>
			participants.find(({ sid, status }) => sid === callSid && status !== 'unknown'),
		);
		const all = {
			callIfKnown,
			participants: jest
				.fn<Promise<string[]>, [string]>()
				.mockResolvedValue(participants.map(({ sid }) => sid)),
			callsInProgress: jest.fn(async () => inProgress),
		};
		return { ...all, lookups: lookups(all) };
	}

	it.each<[string, boolean, Partial<CallLeg>]>([
		['an app that was dialled', true, {}],
		['an app that was called by the API', true, { direction: 'outbound-api' }],
		['an app that called', true, { direction: 'inbound', from: 'client:bob', to: '' }],
		['a phone that was dialled', false, { to: '+15005550006' }],
		['a phone dialled by an app', false, { from: 'client:bob', to: '+15005550006' }],
		['a phone that called', false, { direction: 'inbound', to: '+15005550006' }],
		['a phone that called an app', false, { direction: 'inbound' }],
	])('reaches %s: %s', async (_name, isReached, changes) => {
		const participant = leg('CA1', changes);
		const expected = isReached ? ['CA1'] : [];

		const known = conferenceOf([participant], [participant]);
		expect(await findRecipients(TARGET, known.lookups)).toEqual(expected);

		const unknown = conferenceOf([participant], []);
		expect(await findRecipients(TARGET, unknown.lookups)).toEqual(expected);
	});

	it('is asked for once, by its name, and so is the list of calls in progress', async () => {
		const { participants, callsInProgress, ...conference } = conferenceOf([leg('CA1')], []);
		await findRecipients(TARGET, conference.lookups);

		expect(participants.mock.calls).toEqual([['Support']]);
		expect(callsInProgress.mock.calls).toEqual([[]]);
	});

	it('asks for the calls the list does not hold, and for no other', async () => {
		const participants = [leg('CA1'), leg('CA2'), leg('CA3'), leg('CA4')];
		const inProgress = [leg('CA8'), leg('CA3'), leg('CA1'), leg('CA9')];
		const { callIfKnown, ...conference } = conferenceOf(participants, inProgress);

		const recipients = await findRecipients(TARGET, conference.lookups);

		expect(recipients).toEqual(['CA1', 'CA2', 'CA3', 'CA4']);
		expect(callIfKnown.mock.calls).toEqual([['CA2'], ['CA4']]);
	});

	it('leaves out a participant whose call Twilio does not know, and reaches the others', async () => {
		const participants = [leg('CA1'), leg('CA2', { status: 'unknown' }), leg('CA3')];

		expect(await findRecipients(TARGET, conferenceOf(participants, []).lookups)).toEqual([
			'CA1',
			'CA3',
		]);
	});

	it('leaves out those who are still dialled or have hung up, but not those whose app rings', async () => {
		const { lookups: conference } = conferenceOf(
			[
				leg('CA1', { status: 'queued' }),
				leg('CA2', { status: 'completed' }),
				leg('CA3', { status: 'ringing' }),
			],
			[],
		);

		expect(await findRecipients(TARGET, conference)).toEqual(['CA3']);
	});

	it('goes to nobody when nobody is in it, whoever else is on the phone', async () => {
		const { callIfKnown, ...conference } = conferenceOf([], [leg('CA1')]);

		expect(await findRecipients(TARGET, conference.lookups)).toEqual([]);
		expect(callIfKnown).not.toHaveBeenCalled();
	});

	it.each(['participants', 'callsInProgress', 'callIfKnown'] as const)(
		'fails when Twilio cannot be asked (%s), rather than leave somebody out',
		async (lookup) => {
			const { lookups: working } = conferenceOf([leg('CA1'), leg('CA2')], [leg('CA1')]);

			const sent = findRecipients(TARGET, { ...working, [lookup]: refuse });

			await expect(sent).rejects.toBe(REFUSED);
		},
	);
});

describe('targetKey', () => {
	const targets: Target[] = [
		{ deliverTo: 'call', callSid: 'CA1' },
		{ deliverTo: 'call', callSid: 'CA2' },
		{ deliverTo: 'childCalls', callSid: 'CA1' },
		{ deliverTo: 'parentCall', callSid: 'CA1' },
		{ deliverTo: 'conference', conference: 'CA1' },
		{ deliverTo: 'conference', conference: '' },
		{ deliverTo: 'conference', conference: 'support' },
		{ deliverTo: 'conference', conference: 'Support' },
		{ deliverTo: 'conference', conference: 'Support ' },
		{ deliverTo: 'conference', conference: 'call","CA1' },
		{ deliverTo: 'conference', conference: '["call","CA1"]' },
		{ deliverTo: 'conference', conference: 'a","b' },
		{ deliverTo: 'conference', conference: 'a\\","b' },
		{ deliverTo: 'conference', conference: 'a,b' },
		{ deliverTo: 'conference', conference: '__proto__' },
		{ deliverTo: 'conference', conference: 'ü' },
		{ deliverTo: 'conference', conference: 'u\u0308' },
	];

	it.each(targets)('is the same for the same target: %j', (target) => {
		expect(targetKey({ ...target })).toBe(targetKey(target));
	});

	it('is another one for every other target, however its name is written', () => {
		expect(new Set(targets.map(targetKey)).size).toBe(targets.length);
	});
});
