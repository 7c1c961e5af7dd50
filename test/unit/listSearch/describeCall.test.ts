import { describeCall, isLike } from '../../../nodes/TwilioCallMessages/listSearch/describeCall';
import type { CallLeg } from '../../../nodes/TwilioCallMessages/twilio/callLeg';

const LEG: CallLeg = {
	sid: 'CA0123456789abcdef0123456789abcdef',
	parentCallSid: undefined,
	from: 'client:alice',
	to: '+15005550006',
	direction: 'inbound',
	status: 'in-progress',
	since: 'Sat, 21 Nov 2026 14:02:03 +0000',
};

describe('describeCall', () => {
	it.each<[string, Partial<CallLeg>, string]>([
		[
			'an app that calls a number',
			{},
			'client:alice → +15005550006 · 14:02 · inbound app leg, in progress',
		],
		[
			'an app that calls without naming a number',
			{ to: '' },
			'client:alice · 14:02 · inbound app leg, in progress',
		],
		[
			'a call of which only the called one is known',
			{ from: '' },
			'+15005550006 · 14:02 · inbound phone leg, in progress',
		],
		[
			'a phone that calls an app',
			{ from: '+15005550001', to: 'client:bob' },
			'+15005550001 → client:bob · 14:02 · inbound phone leg, in progress',
		],
		[
			'an app that is dialled',
			{
				from: '+15005550001',
				to: 'client:bob',
				direction: 'outbound-dial',
				parentCallSid: 'CA1',
				status: 'ringing',
			},
			'+15005550001 → client:bob · 14:02 · outbound child app leg, ringing',
		],
		[
			'a phone that an app dialled',
			{ direction: 'outbound-dial', parentCallSid: 'CA1' },
			'client:alice → +15005550006 · 14:02 · outbound child phone leg, in progress',
		],
		[
			'a phone called through the API',
			{ from: '+15005550006', to: '+15005550001', direction: 'outbound-api' },
			'+15005550006 → +15005550001 · 14:02 · outbound phone leg, in progress',
		],
	])('tells the person who has to pick it about %s', (_name, changes, text) => {
		expect(describeCall({ ...LEG, ...changes }, 'Etc/UTC')).toBe(text);
	});

	it.each([
		['Etc/UTC', 'Sat, 21 Nov 2026 23:59:59 +0000', '23:59'],
		['Etc/UTC', 'Sun, 01 Nov 2026 00:05:00 +0000', '00:05'],
		['Europe/Berlin', 'Sat, 21 Nov 2026 23:30:00 +0000', '00:30'],
		['Europe/Berlin', 'Tue, 21 Jul 2026 14:02:00 +0000', '16:02'],
		['America/New_York', 'Sat, 21 Nov 2026 03:02:00 +0000', '22:02'],
		['Asia/Kolkata', 'Sat, 21 Nov 2026 09:02:00 +0200', '12:32'],
	])('tells the time as in %s: %s is %s', (timeZone, since, time) => {
		expect(describeCall({ ...LEG, since }, timeZone)).toBe(
			`client:alice → +15005550006 · ${time} · inbound app leg, in progress`,
		);
	});

	it.each(['', 'soon', 'null'])('tells no time when there is none (%j)', (since) => {
		expect(describeCall({ ...LEG, since }, 'Etc/UTC')).toBe(
			'client:alice → +15005550006 · inbound app leg, in progress',
		);
	});
});

describe('isLike', () => {
	it.each([
		['nothing', ''],
		['blanks', '  \t'],
		['a client name', 'alice'],
		['a client name with its prefix', 'client:alice'],
		['a part of a client name', 'lic'],
		['a client name in capitals', 'ALICE'],
		['a client name with blanks around', ' alice '],
		['a number', '+15005550006'],
		['the last digits of a number', '0006'],
		['a number in groups', '+1 500 555 0006'],
		['a number in groups, without a country', '500 555\u00a00006'],
		['a SID', 'CA0123456789abcdef0123456789abcdef'],
		['the beginning of a SID', 'CA0123'],
		['the end of a SID, in capitals', 'CDEF'],
	])('finds the call by %s', (_name, text) => {
		expect(isLike(LEG, text)).toBe(true);
	});

	it('finds a call whose own texts are in capitals', () => {
		expect(isLike({ ...LEG, from: 'client:Alice', sid: 'CAFFEE' }, 'alice')).toBe(true);
		expect(isLike({ ...LEG, from: 'client:Alice', sid: 'CAFFEE' }, 'caffee')).toBe(true);
	});

	it('finds a client whose name has blanks', () => {
		expect(isLike({ ...LEG, from: 'client:alice smith' }, 'alice smith')).toBe(true);
	});

	it.each([
		['another name', 'bob'],
		['another number', '+15005550007'],
		['digits in another order', '6000'],
		['its status', 'in-progress'],
		['its direction', 'inbound'],
		['the arrow between its parties', '→'],
		['the end of one party and the beginning of the other', 'alice+1500'],
		['a pattern', 'a.*e'],
	])('does not find it by %s', (_name, text) => {
		expect(isLike(LEG, text)).toBe(false);
	});

	it('does not find it by its parent', () => {
		expect(isLike({ ...LEG, parentCallSid: 'CAbeef' }, 'beef')).toBe(false);
	});
});
