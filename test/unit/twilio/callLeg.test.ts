import {
	ACTIVE_STATUSES,
	callLegOf,
	isActive,
	isAppLeg,
	isEnded,
} from '../../../nodes/TwilioCallMessages/twilio/callLeg';

/** A Call resource, as far as a leg needs it. */
const RESOURCE = {
	sid: `CA${'1'.repeat(32)}`,
	parent_call_sid: `CA${'2'.repeat(32)}`,
	from: 'client:alice',
	to: '+15005550006',
	direction: 'inbound',
	status: 'in-progress',
	date_created: 'Sat, 21 Nov 2026 14:01:58 +0000',
	start_time: 'Sat, 21 Nov 2026 14:02:00 +0000',
};

const LEG = {
	sid: `CA${'1'.repeat(32)}`,
	parentCallSid: `CA${'2'.repeat(32)}`,
	from: 'client:alice',
	to: '+15005550006',
	direction: 'inbound',
	status: 'in-progress',
	since: 'Sat, 21 Nov 2026 14:02:00 +0000',
};

describe('isEnded', () => {
	it.each(['completed', 'busy', 'failed', 'no-answer', 'canceled'])('says so of %s', (status) => {
		expect(isEnded({ status })).toBe(true);
	});

	it.each(['queued', 'initiated', 'ringing', 'in-progress', ''])('does not of %j', (status) => {
		expect(isEnded({ status })).toBe(false);
	});
});

describe('callLegOf', () => {
	it('reads what messages need to know of a call, and nothing else', () => {
		const resource = { ...RESOURCE, duration: '17', caller_name: 'Alice' };

		expect(callLegOf(resource)).toStrictEqual(LEG);
	});

	it.each([null, '', undefined])(
		'takes a call that has not started (start_time: %j) to last since it was created',
		(start_time) => {
			expect(callLegOf({ ...RESOURCE, start_time })).toStrictEqual({
				...LEG,
				since: 'Sat, 21 Nov 2026 14:01:58 +0000',
			});
		},
	);

	it.each([null, '', undefined, 7])(
		'takes a call to have no parent when it names none (parent_call_sid: %j)',
		(parent_call_sid) => {
			expect(callLegOf({ ...RESOURCE, parent_call_sid })).toStrictEqual({
				...LEG,
				parentCallSid: undefined,
			});
		},
	);

	it.each([
		['is missing', {}],
		[
			'is no text',
			{
				sid: 1,
				from: null,
				to: ['+1'],
				direction: {},
				status: true,
				start_time: 0,
				date_created: 0,
			},
		],
	])('reads nothing where everything %s', (_name, resource) => {
		expect(callLegOf(resource)).toStrictEqual({
			sid: '',
			parentCallSid: undefined,
			from: '',
			to: '',
			direction: '',
			status: '',
			since: '',
		});
	});
});

describe('isActive', () => {
	it.each([
		['queued', false],
		['initiated', false],
		['ringing', true],
		['in-progress', true],
		['completed', false],
		['busy', false],
		['failed', false],
		['no-answer', false],
		['canceled', false],
		['In-Progress', false],
		['', false],
	])('says of a leg that is "%s" whether messages reach it: %s', (status, expected) => {
		expect(isActive({ ...LEG, status })).toBe(expected);
	});

	it('names the statuses Twilio is asked for', () => {
		expect(ACTIVE_STATUSES).toEqual(['ringing', 'in-progress']);
	});
});

describe('isAppLeg', () => {
	it.each([
		['an app that calls a number', 'inbound', 'client:alice', '+15005550006', true],
		['an app that calls, its To left out', 'inbound', 'client:alice', '', true],
		['an app that calls an app', 'inbound', 'client:alice', 'client:bob', true],
		['a phone that calls a number of ours', 'inbound', '+15005550001', '+15005550006', false],
		['a phone that calls an app', 'inbound', '+15005550001', 'client:bob', false],
		['a number dialled for an app', 'outbound-dial', 'client:alice', '+15005550006', false],
		['an app dialled for a phone', 'outbound-dial', '+15005550001', 'client:bob', true],
		['an app called through the API', 'outbound-api', '+15005550006', 'client:bob', true],
		['a phone called through the API', 'outbound-api', '+15005550006', '+15005550001', false],
		['a SIP address that looks like a client', 'inbound', 'sip:client:a@b.example', '', false],
		['a leg nothing is known of', '', '', '', false],
	])('knows the leg of %s', (_name, direction, from, to, expected) => {
		expect(isAppLeg({ ...LEG, direction, from, to })).toBe(expected);
	});

	it.each([
		['an app that calls and overwrote its From', 'inbound', 'Mallory', 'client:alice', '', true],
		['a number dialled for an app', 'outbound-dial', 'client:alice', 'client:alice', '+1', false],
		['an app dialled by another name', 'outbound-dial', '+1', '+1', 'client:bob', true],
	])(
		'knows the leg of %s by what callbacks say beside From and To',
		(_name, direction, from, caller, called, expected) => {
			expect(isAppLeg({ direction, from, to: '+15005550006', caller, called })).toBe(expected);
		},
	);
});
