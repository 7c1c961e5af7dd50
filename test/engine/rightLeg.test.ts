import { get } from 'lodash';

import type { FaultName } from '../../sandbox/twilio/faults/faultNames';
import { executeNode } from '../support/engine';
import { lookups } from '../support/askedOfTwilio';
import { hangUpWhenAddressed, startApp, startChild, startConference } from '../support/liveCalls';
import { byId, toConference } from '../support/parameters';
import { credentialOf, send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const NOT_IN_PROGRESS = 'The call is not in progress [item 0]';
const UNKNOWN_SID = `CA${'0'.repeat(32)}`;

/** Somebody on a phone line whose call waits, while the app it dialled rings. */
function startWaitingParent(): { parent: string; child: string } {
	const parent = twilio.phone.startCall({
		from: '+15005550010',
		to: '+15005550006',
		status: 'queued',
	}).sid;
	return { parent, child: startChild(twilio, parent) };
}

/** An app on the phone, and the leg it dialled, which hung up. */
function startHungUpChild(): { parent: string; child: string } {
	const parent = startApp(twilio);
	const child = startChild(twilio, parent);
	twilio.phone.end(child);
	return { parent, child };
}

function startEnded(): string {
	const callSid = startApp(twilio);
	twilio.phone.end(callSid);
	return callSid;
}

/** What an error says that has no advice. */
const withoutAdvice = (callSid: string) =>
	`Only ringing and in-progress calls can exchange messages. Turn on Ignore Ended Calls under Options if that is expected. (Twilio error 21220, https://www.twilio.com/docs/api/errors/21220) Call ${callSid}. When the run stopped, 0 of 1 requests had been carried out.`;

describe('the error for a call that takes no messages', () => {
	it('names the child the app is on when the parent was addressed', async () => {
		const { parent, child } = startWaitingParent();
		const { error } = await send(twilio, { callSid: byId(parent) });
		expect(error?.message).toBe(NOT_IN_PROGRESS);
		expect(error?.description).toContain('Twilio error 21220');
		expect(error?.description).toContain(
			`${parent} is the parent; the person's app is on its child ${child}.`,
		);
	});

	it('names the parent the app is on when the child was addressed', async () => {
		const { parent, child } = startHungUpChild();
		const { error } = await send(twilio, { callSid: byId(child) });
		expect(error?.message).toBe(NOT_IN_PROGRESS);
		expect(error?.description).toContain(
			`${child} is a child; the person's app is on its parent ${parent}.`,
		);
	});

	it.each(['completed', 'busy', 'no-answer', 'canceled', 'failed'] as const)(
		'says what became of a call that is %s and has no other leg',
		async (status) => {
			const callSid = twilio.phone.startCall({ from: 'client:alice', to: '' }).sid;
			twilio.phone.end(callSid, status);
			const { error } = await send(twilio, { callSid: byId(callSid) });
			expect(error?.message).toBe(NOT_IN_PROGRESS);
			expect(error?.description).toContain(`The status of ${callSid} is ${status}.`);
		},
	);

	it('names no leg that has ended, or is on a phone line', async () => {
		const { parent, child } = startHungUpChild();
		twilio.phone.end(parent);
		const { error } = await send(twilio, { callSid: byId(child) });
		expect(error?.description).toContain(`The status of ${child} is completed.`);
		expect(error?.description).not.toContain(parent);
	});

	it('is what Twilio said when the call is unknown', async () => {
		const { error } = await send(twilio, { callSid: byId(UNKNOWN_SID) });
		expect(error?.message).toBe('Twilio does not know this call or subscription [item 0]');
		expect(error?.description).toBe(
			`Check the Call SID, and that account and region are those of the call. A subscription ends with its call. For an app that was dialled, use the Call SID of its own (child) leg. (Twilio error 20404, https://www.twilio.com/docs/api/errors/20404) Call ${UNKNOWN_SID}. When the run stopped, 0 of 1 requests had been carried out.`,
		);
	});

	it('keeps code and call for the error output', async () => {
		const { parent, child } = startWaitingParent();
		const settings = { onError: 'continueErrorOutput' } as const;
		const { outputs } = await send(twilio, { callSid: byId(parent) }, { settings });
		expect(outputs[1]?.map(({ json }) => json['error'])).toEqual([
			{
				message: NOT_IN_PROGRESS,
				code: 21220,
				call_sid: parent,
				description: expect.stringContaining(child),
			},
		]);
	});

	it('helps with subscriptions, too', async () => {
		const { parent, child } = startWaitingParent();
		const { error } = await executeNode({
			parameters: {
				resource: 'subscription',
				operation: 'create',
				callSid: byId(parent),
				callbackUrl: 'https://n8n.example.com/webhook/1/messages',
			},
			credential: credentialOf(twilio),
		});
		expect(error?.message).toBe(NOT_IN_PROGRESS);
		expect(error?.description).toContain(`on its child ${child}.`);
	});
});

describe('finding out which leg is right', () => {
	it.each<FaultName>([
		'internalServerError',
		'tooManyRequests',
		'htmlOk',
		'redirectToOtherHost',
		'resetBeforeEffect',
		'cutOffAnswer',
		'truncatedJson',
		'hungHeaders',
	])('leaves the error as it was when Twilio cannot be asked: %s', async (fault) => {
		const { parent } = startWaitingParent();
		twilio.faults.plan(({ method }) => (method === 'GET' ? fault : undefined));
		const { error } = await send(twilio, { callSid: byId(parent) });
		expect(error?.message).toBe(NOT_IN_PROGRESS);
		expect(error?.description).toBe(withoutAdvice(parent));
	});

	it.each([
		['the call itself', /Calls\/CA\w+\.json$/],
		['its children', /Calls\.json$/],
	])('leaves it also when only %s cannot be looked up', async (_, path) => {
		const { parent } = startWaitingParent();
		twilio.faults.plan((request) => (path.test(request.path) ? 'badGateway' : undefined));
		const { error } = await send(twilio, { callSid: byId(parent) });
		expect(error?.message).toBe(NOT_IN_PROGRESS);
		expect(error?.description).toContain('Twilio error 21220');
	});

	it('happens once per call, however many items fail', async () => {
		const { parent, child } = startWaitingParent();
		const ended = startEnded();
		const items = [parent, ended, parent, ended, parent].map((sid, n) => ({ sid, n }));
		const { outputs } = await send(
			twilio,
			{ callSid: byId('={{ $json.sid }}') },
			{ items, settings: { onError: 'continueErrorOutput' } },
		);
		const described = (outputs[1] ?? []).map(({ json }) => String(get(json, 'error.description')));
		expect(described.map((text) => text.includes(child))).toEqual([true, false, true, false, true]);
		expect(described[3]).toContain(`The status of ${ended} is completed.`);
		expect(lookups(twilio)).toEqual(
			['/Calls.json', '/Calls.json', `/Calls/${parent}.json`, `/Calls/${ended}.json`].sort(),
		);
	});

	it('does not happen when all goes well', async () => {
		const callSid = startApp(twilio);
		await send(twilio, { callSid: byId(callSid) }, { items: [{ n: 1 }, { n: 2 }] });
		expect(lookups(twilio)).toEqual([]);
	});

	it('does not happen when ended calls are ignored', async () => {
		const { outputs } = await send(twilio, {
			callSid: byId(startEnded()),
			options: { ignoreEndedCalls: true },
		});
		expect(outputs[0]?.map(({ json }) => json['reason'])).toEqual(['callEnded']);
		expect(lookups(twilio)).toEqual([]);
	});

	it('does not happen for failures of another kind', async () => {
		const callSid = startApp(twilio);
		twilio.faults.plan(() => 'redirectToOtherHost');
		await send(twilio, { callSid: byId(callSid) });
		expect(lookups(twilio)).toEqual([]);
	});

	it('does not happen for recipients that were looked up already', async () => {
		const [stays, leaves = ''] = startConference(twilio, 'Support', 2);
		hangUpWhenAddressed(twilio, [leaves]);
		const { outputs } = await send(twilio, toConference('Support'), {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(outputs.map(([item]) => item?.json['call_sid'])).toStrictEqual([stays, undefined]);
		expect(lookups(twilio).filter((path) => path.includes(leaves))).toEqual([]);
	});
});
