import type { CallLeg } from '../../../../nodes/TwilioCallMessages/twilio/callLeg';
import { describeRightLeg } from '../../../../nodes/TwilioCallMessages/twilio/delivery/rightLeg';

/** The leg of a phone that was dialled, unless told otherwise. */
const leg = (sid: string, changes: Partial<CallLeg> = {}): CallLeg => ({
	sid,
	parentCallSid: undefined,
	from: '+15005550001',
	to: '+15005550006',
	direction: 'outbound-dial',
	status: 'in-progress',
	since: '',
	...changes,
});

const CALLED_APP = { to: 'client:bob' };
const CALLING_APP = { direction: 'inbound', from: 'client:alice' };
const ENDED = { status: 'completed' };

/** Lookups that know these calls, and note which they were asked for. */
function lookupsIn(calls: readonly CallLeg[]) {
	const asked: string[] = [];
	return {
		asked,
		call: async (callSid: string) => {
			asked.push(callSid);
			const found = calls.find(({ sid }) => sid === callSid);
			if (found === undefined) throw new Error(`No call ${callSid} in this test`);
			return found;
		},
		childCalls: async (callSid: string) => {
			asked.push(`children of ${callSid}`);
			return calls.filter(({ parentCallSid }) => parentCallSid === callSid);
		},
	};
}

const child = (sid: string, ...changes: Array<Partial<CallLeg>>) =>
	leg(sid, Object.assign({ parentCallSid: 'CA1' }, ...changes));

const ofParent = { parentCallSid: 'CA9' };

const NAMES_THE_CHILD = "CA1 is the parent; the person's app is on its child CA2.";
const NAMES_THE_PARENT = "CA1 is a child; the person's app is on its parent CA9.";
const NAMES_THE_STATUS = 'The status of CA1 is completed.';

describe('what to use in place of a leg that takes no messages', () => {
	it.each<[string, string | undefined, CallLeg[]]>([
		['its child with the app', NAMES_THE_CHILD, [leg('CA1'), child('CA2', CALLED_APP)]],
		[
			'its child with the app that rings',
			NAMES_THE_CHILD,
			[leg('CA1'), child('CA2', CALLED_APP, { status: 'ringing' })],
		],
		[
			'the child with an app, not one on a phone or one that has ended',
			NAMES_THE_CHILD,
			[leg('CA1'), child('CA4'), child('CA3', CALLED_APP, ENDED), child('CA2', CALLED_APP)],
		],
		[
			'the first of several children',
			NAMES_THE_CHILD,
			[leg('CA1'), child('CA2', CALLED_APP), child('CA3', CALLED_APP)],
		],
		[
			'its child, although the call has ended itself',
			NAMES_THE_CHILD,
			[leg('CA1', ENDED), child('CA2', CALLED_APP)],
		],
		[
			'its child rather than its parent',
			NAMES_THE_CHILD,
			[leg('CA1', ofParent), child('CA2', CALLED_APP), leg('CA9', CALLING_APP)],
		],
		['its parent with the app', NAMES_THE_PARENT, [leg('CA1', ofParent), leg('CA9', CALLING_APP)]],
		[
			'its parent with the app, although the call has ended itself',
			NAMES_THE_PARENT,
			[leg('CA1', { ...ofParent, ...ENDED }), leg('CA9', CALLING_APP)],
		],
		[
			'its parent, when its children are on phones',
			NAMES_THE_PARENT,
			[leg('CA1', ofParent), child('CA2'), leg('CA9', CALLING_APP)],
		],
		['the status of a call that has ended', NAMES_THE_STATUS, [leg('CA1', ENDED)]],
		[
			'the status of a call that has ended, when no other leg will do',
			NAMES_THE_STATUS,
			[
				leg('CA1', { ...ofParent, ...ENDED }),
				child('CA2', CALLED_APP, ENDED),
				child('CA3'),
				leg('CA9'),
			],
		],
		[
			'the status of a call that has ended, when its parent has ended as well',
			NAMES_THE_STATUS,
			[leg('CA1', { ...ofParent, ...ENDED }), leg('CA9', { ...CALLING_APP, ...ENDED })],
		],
		[
			'the status of an app that has ended',
			NAMES_THE_STATUS,
			[leg('CA1', { ...CALLING_APP, ...ENDED })],
		],
		['nothing, for a phone that is alone', undefined, [leg('CA1')]],
		['nothing, for a phone that rings', undefined, [leg('CA1', { status: 'ringing' })]],
		['nothing, for an app that should take messages', undefined, [leg('CA1', CALLED_APP)]],
		[
			'nothing, when parent and children are on phones',
			undefined,
			[leg('CA1', ofParent), child('CA2'), leg('CA9')],
		],
		[
			'nothing, when the parent has ended',
			undefined,
			[leg('CA1', ofParent), leg('CA9', { ...CALLING_APP, ...ENDED })],
		],
	])('is %s', async (_name, advice, calls) => {
		expect(await describeRightLeg('CA1', lookupsIn(calls))).toBe(advice);
	});

	it.each(['queued', 'no-answer', 'canceled'])('names the status %s as it is', async (status) => {
		const lookups = lookupsIn([leg('CA1', { status })]);

		expect(await describeRightLeg('CA1', lookups)).toBe(`The status of CA1 is ${status}.`);
	});
});

describe('the requests it takes', () => {
	it.each<[string, string[], CallLeg[]]>([
		['a call and its children', ['CA1', 'children of CA1'], [leg('CA1')]],
		[
			'nothing of the parent, when a child will do',
			['CA1', 'children of CA1'],
			[leg('CA1', ofParent), child('CA2', CALLED_APP), leg('CA9', CALLING_APP)],
		],
		[
			'the parent, when no child will do',
			['CA1', 'children of CA1', 'CA9'],
			[leg('CA1', ofParent), child('CA2'), leg('CA9')],
		],
	])('ask for %s', async (_name, asked, calls) => {
		const lookups = lookupsIn(calls);
		await describeRightLeg('CA1', lookups);

		expect(lookups.asked).toEqual(asked);
	});
});

describe('a lookup of the parent that fails', () => {
	it('does not hide what became of the call', async () => {
		const lookups = lookupsIn([leg('CA1', { ...ofParent, ...ENDED })]);

		expect(await describeRightLeg('CA1', lookups)).toBe('The status of CA1 is completed.');
	});
});

describe('a lookup that fails', () => {
	const refuse = async () => await Promise.reject(new Error('refused'));
	const explode = () => {
		throw new Error('exploded');
	};
	const known = lookupsIn([leg('CA1', ENDED), child('CA2', CALLED_APP)]);
	const parentIsUnknown = lookupsIn([leg('CA1', ofParent)]);

	it.each([
		['the call', { ...known, call: refuse }],
		['the call, at once', { ...known, call: explode }],
		['the children', { ...known, childCalls: refuse }],
		['the children, at once', { ...known, childCalls: explode }],
		['both', { call: refuse, childCalls: refuse }],
		['the parent', parentIsUnknown],
	])('adds nothing to the error it was to explain: %s', async (_name, lookups) => {
		expect(await describeRightLeg('CA1', lookups)).toBeUndefined();
	});
});
