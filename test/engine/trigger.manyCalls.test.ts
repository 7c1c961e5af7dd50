import { CHILD_STATUS } from '../support/callReports';
import { startTriggerStage, type TriggerStage } from '../support/triggerStage';

const CALLS = 1_000;
const AT_ONCE = 50;

const STATUSES = [
	['initiated', 'callInitiated'],
	['ringing', 'callRinging'],
	['in-progress', 'callAnswered'],
	['in-progress', 'callAnswered'],
	['completed', 'callEnded'],
] as const;

let stage: TriggerStage;
afterEach(async () => await stage.stop());

type Report = Readonly<Record<string, string>>;

/** The reports of a leg, one of which Twilio sends in two versions: with another sequence number. */
const reportsOf = (leg: Report): Report[] =>
	STATUSES.map(([CallStatus], index) => ({ ...leg, CallStatus, SequenceNumber: String(index) }));

/** Always the same order, which looks like none. */
function shuffled<T>(items: readonly T[]): T[] {
	const rank = (index: number) => (index * 7_919) % 10_007;
	return items
		.map((item, index) => ({ item, rank: rank(index) }))
		.sort((one, other) => one.rank - other.rank)
		.map(({ item }) => item);
}

async function sendAll(reports: readonly Report[]): Promise<Set<number>> {
	const waiting = [...reports];
	const answers = new Set<number>();
	const sendNext = async (): Promise<void> => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			answers.add((await stage.ask('call-status', next)).status);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
	return answers;
}

it(`${CALLS} calls with five statuses each, shuffled, doubled, ${AT_ONCE} at a time: every app's leg is subscribed once, and no event is lost or doubled`, async () => {
	stage = await startTriggerStage({
		autoSubscribe: true,
		events: ['callInitiated', 'callRinging', 'callAnswered', 'callEnded'],
	});
	const { account, phone } = stage.twilio;
	const legs = Array.from({ length: CALLS }, () => {
		const app = phone.startCall({ from: 'client:bob', to: '', status: 'in-progress' }).sid;
		const number = phone.startCall({
			from: '+15005550006',
			to: '+15005550009',
			parentCallSid: app,
		});
		return { app, number: number.sid };
	});
	const reports = legs.flatMap(({ app, number }) =>
		reportsOf({
			...CHILD_STATUS,
			AccountSid: account.sid,
			CallSid: number,
			ParentCallSid: app,
			Called: '+15005550009',
			To: '+15005550009',
		}),
	);

	expect(await sendAll(shuffled([...reports, ...reports]))).toEqual(new Set([204]));

	const subscriptions = (sids: readonly string[]) =>
		sids.map((sid) => phone.subscriptionsOf(sid).length);
	expect(new Set(subscriptions(legs.map(({ app }) => app)))).toEqual(new Set([1]));
	expect(new Set(subscriptions(legs.map(({ number }) => number)))).toEqual(new Set([0]));
	const events = stage.trigger.items.map(
		({ call_sid, event, sequence_number }) => `${call_sid} ${event} ${sequence_number}`,
	);
	const expected = legs.flatMap(({ number }) =>
		STATUSES.map(([, event], index) => `${number} ${event} ${index}`),
	);
	expect(events.sort()).toEqual(expected.sort());
	expect(stage.log).toEqual([]);
}, 180_000);
