import { isAppLeg, type CallLeg } from '../twilio/callLeg';

/**
 * A leg in words a person recognises it by, such as `client:alice → +15005550006 · 14:02 · inbound app leg, in progress`:
 * what matters most comes first, since the editor cuts the rest off. The time is that in the given IANA time zone;
 * no call lasts longer than a day (https://www.twilio.com/docs/voice/api/call-resource#timelimit).
 */
export function describeCall(leg: CallLeg, timeZone: string): string {
	const parties = [leg.from, leg.to].filter((party) => party !== '').join(' → ');
	const kind = [
		leg.direction === 'inbound' ? 'inbound' : 'outbound',
		...(leg.parentCallSid === undefined ? [] : ['child']),
		isAppLeg(leg) ? 'app' : 'phone',
		'leg',
	].join(' ');
	const status = leg.status.replace('-', ' ');
	return [parties, ...timeOf(leg, timeZone), `${kind}, ${status}`].join(' · ');
}

function timeOf({ since }: CallLeg, timeZone: string): string[] {
	const time = Date.parse(since);
	if (Number.isNaN(time)) return [];
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	return [format.format(time)];
}

/** Tells whether a leg has the text in its number, client name or SID. Blanks, and upper or lower case, do not count. */
export function isLike({ from, to, sid }: CallLeg, text: string): boolean {
	const bare = (value: string) => value.replace(/\s/g, '').toLowerCase();
	return [from, to, sid].some((value) => bare(value).includes(bare(text)));
}
