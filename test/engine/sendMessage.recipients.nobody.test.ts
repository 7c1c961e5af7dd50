import type { INodeParameters } from 'n8n-workflow';

import { messageRequests } from '../support/askedOfTwilio';
import {
	newestConference,
	startApp,
	startChild,
	startConference,
	startPhone,
} from '../support/liveCalls';
import { byId, toConference } from '../support/parameters';
import { recipientsIn, send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const NO_CHILD = 'Call SID has no child call that is ringing or in progress';
const NO_PARENT = 'Call SID has no parent call';
const NO_SUCH_NAME = 'Conference names no active conference with a Voice SDK app in it';
const NOBODY_IN = 'Conference has nobody in it who uses a Voice SDK app';

/** How nobody comes about, what the error says then, and what the result names. */
const cases: Array<[string, string, () => [INodeParameters, object]]> = [
	['a call that dialled nobody', NO_CHILD, () => children(startPhone(twilio))],
	[
		'a call whose child hung up',
		NO_CHILD,
		() => {
			const parent = startPhone(twilio);
			twilio.phone.end(startChild(twilio, parent));
			return children(parent);
		},
	],
	['an unknown call with children', NO_CHILD, () => children(`CA${'0'.repeat(32)}`)],
	['a call nobody dialled', NO_PARENT, () => parentOf(startApp(twilio))],
	['a conference that never was', NO_SUCH_NAME, () => conference('Nobody')],
	[
		'a conference that ended',
		NO_SUCH_NAME,
		() => {
			const [app = ''] = startConference(twilio, 'Support', 1);
			twilio.phone.leave(app);
			return conference('Support');
		},
	],
	[
		'a conference that ended, by SID',
		NOBODY_IN,
		() => {
			const [app = ''] = startConference(twilio, 'Support', 1);
			twilio.phone.leave(app);
			return conference(newestConference(twilio));
		},
	],
	[
		'a conference on phone lines only',
		NOBODY_IN,
		() => {
			twilio.phone.join(startPhone(twilio), 'Support');
			twilio.phone.join(startPhone(twilio), 'Support');
			return conference(newestConference(twilio));
		},
	],
];
const children = (sid: string): [INodeParameters, object] => [
	{ deliverTo: 'childCalls', callSid: byId(sid) },
	{ call_sid: sid },
];
const parentOf = (sid: string): [INodeParameters, object] => [
	{ deliverTo: 'parentCall', callSid: byId(sid) },
	{ call_sid: sid },
];
const conference = (name: string): [INodeParameters, object] => [
	toConference(name),
	{ conference: name },
];

describe('nobody to send to', () => {
	it.each(cases)(
		'is an error that says what to do, or a result with Ignore Ended Calls: %s',
		async (_, message, prepare) => {
			const [parameters, addressed] = prepare();
			const { error } = await send(twilio, parameters);
			expect(error?.message).toBe(`${message} [item 0]`);
			expect(error?.description).toContain('Turn on Ignore Ended Calls under Options');
			expect(error?.description).not.toContain('When the run stopped');
			expect(error?.context['itemIndex']).toBe(0);

			const options = { ignoreEndedCalls: true };
			const ignoring = await send(twilio, { ...parameters, options });
			expect(ignoring.error).toBeUndefined();
			expect(ignoring.outputs[0]).toEqual([
				{
					json: { delivered: false, reason: 'noRecipients', ...addressed },
					pairedItem: { item: 0 },
				},
			]);
			expect(messageRequests(twilio)).toBe(0);
		},
	);

	it('is said of the call itself when the call is unknown', async () => {
		const unknown = `CA${'0'.repeat(32)}`;
		const [parameters] = parentOf(unknown);
		const { error } = await send(twilio, parameters);
		expect(error?.message).toBe('Twilio does not know this call or subscription [item 0]');
		const ignoring = await send(twilio, { ...parameters, options: { ignoreEndedCalls: true } });
		expect(ignoring.outputs[0]?.map(({ json }) => json)).toEqual([
			{ delivered: false, reason: 'noRecipients', call_sid: unknown },
		]);
	});

	it('keeps no later item from being sent, one look-up at a time or not', async () => {
		const children = [0, 1].map(() => startChild(twilio, startApp(twilio)));
		const calls = [`CA${'0'.repeat(32)}`, ...children];
		for (const maxConcurrentCalls of [1, 20]) {
			const { outputs, error } = await send(
				twilio,
				{
					deliverTo: 'parentCall',
					callSid: byId('={{ $json.sid }}'),
					options: { ignoreEndedCalls: true, maxConcurrentCalls },
				},
				{ items: calls.map((sid, n) => ({ sid, n })), executionId: String(maxConcurrentCalls) },
			);
			expect(error).toBeUndefined();
			expect(outputs[0]?.map(({ json }) => json['reason'])).toStrictEqual([
				'noRecipients',
				undefined,
				undefined,
			]);
		}
	});

	it('is said of the conference when its SID is unknown', async () => {
		const unknown = `CF${'0'.repeat(32)}`;
		const { error } = await send(twilio, toConference(unknown));
		expect(error?.message).toMatch(/conference/i);
		const options = { ignoreEndedCalls: true };
		const { outputs } = await send(twilio, { ...toConference(unknown), options });
		expect(outputs[0]?.map(({ json }) => json)).toEqual([
			{ delivered: false, reason: 'noRecipients', conference: unknown },
		]);
	});

	it('at a later item stops the run before anything is sent', async () => {
		startConference(twilio, 'Support', 2);
		const items = [
			{ n: 0, room: 'Support' },
			{ n: 1, room: 'Nobody' },
		];
		const { error } = await send(twilio, toConference('={{ $json.room }}'), { items });
		expect(error?.message).toBe(`${NO_SUCH_NAME} [item 1]`);
		expect(messageRequests(twilio)).toBe(0);
	});

	it('fails its own item only on the error output', async () => {
		const [app = ''] = startConference(twilio, 'Support', 1);
		const items = [
			{ n: 0, room: 'Nobody' },
			{ n: 1, room: 'Support' },
		];
		const result = await send(twilio, toConference('={{ $json.room }}'), {
			items,
			settings: { onError: 'continueErrorOutput' },
		});
		expect(recipientsIn(result)).toEqual([[app, { item: 1 }]]);
		expect(result.outputs[1]?.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
			[
				{
					n: 0,
					room: 'Nobody',
					error: { message: `${NO_SUCH_NAME} [item 0]`, description: expect.any(String) },
				},
				{ item: 0 },
			],
		]);
	});
});
