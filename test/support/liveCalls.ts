import type { TwilioEmulator } from '../../sandbox/twilio/server';

type WithPhone = Pick<TwilioEmulator, 'phone'>;

/** An app that called in and talks. Returns the SID of its leg. */
export function startApp({ phone }: WithPhone, name = 'alice'): string {
	const from = `client:${name}`;
	return phone.startCall({ from, to: '+15005550006', status: 'in-progress' }).sid;
}

/** Somebody on a phone line who called in and talks. Returns the SID of the leg. */
export function startPhone({ phone }: WithPhone): string {
	return phone.startCall({ from: '+15005550010', to: '+15005550006', status: 'in-progress' }).sid;
}

/** An app that was dialled by another leg. Returns the SID of its leg. */
export function startChild(
	{ phone }: WithPhone,
	parentCallSid: string,
	status: 'queued' | 'ringing' | 'in-progress' = 'ringing',
): string {
	return phone.startCall({ from: '+15005550010', to: 'client:bob', parentCallSid, status }).sid;
}

/** As many apps in a conference, in the order in which they joined. */
export function startConference(twilio: WithPhone, name: string, apps: number): string[] {
	const callSids = Array.from({ length: apps }, (_, n) => startApp(twilio, `agent${n}`));
	for (const callSid of callSids) twilio.phone.join(callSid, name);
	return callSids;
}

/** The SID of the newest conference. */
export function newestConference({ phone }: WithPhone): string {
	return phone.conferences()[0]?.sid ?? '';
}

/** These legs hang up at the very moment a message is sent to them: after everybody was looked up. */
export function hangUpWhenAddressed(
	{ phone, faults }: Pick<TwilioEmulator, 'phone' | 'faults'>,
	callSids: readonly string[],
): void {
	const leaving = new Set(callSids);
	faults.plan(({ method, callSid = '' }) => {
		if (method === 'POST' && leaving.delete(callSid)) phone.end(callSid);
		return undefined;
	});
}

/** What the person on a leg has heard. */
export function heardBy({ phone }: WithPhone, callSid: string): unknown[] {
	return phone.heardBy(callSid).map(({ content }) => content);
}
