import { Refusal } from '../../refusal';
import { report } from '../callbacks/report';
import { eventOfStatus, statusCallbackParameters } from '../callbacks/statusCallback';
import type { Attendance } from '../conferences/attendance';
import type { Streams } from '../streams/streams';
import type { EmulatorContext } from '../emulatorContext';
import type { Call, CallStatus, FinalStatus } from './calls';
import { isActive, isEnded } from './calls';
import { newCall, START_STATUSES, type StartCallOptions } from './newCall';

/** Moves legs through their statuses and reports each step to the leg's status callback. */
export class CallProgress {
	constructor(
		private readonly context: EmulatorContext,
		private readonly attendance: Attendance,
		private readonly streams: Streams,
	) {}

	/** Passes through every status up to the wanted one. Refusal 400 for a bad URL, 404 for an unknown parent. */
	start(options: StartCallOptions): Call {
		if (options.parentCallSid !== undefined) this.find(options.parentCallSid);
		const call = newCall(options, this.context.now());
		this.context.emit({ type: 'callStarted', call });
		const last = START_STATUSES.indexOf(options.status ?? 'ringing');
		const steps = START_STATUSES.slice(0, last + 1);
		return steps.reduce<Call>((leg, status) => this.moveTo(leg, status), call);
	}

	/** Refusal 409 unless the leg is queued or ringing. */
	answer(callSid: string): Call {
		const call = this.find(callSid);
		if (call.status !== 'queued' && call.status !== 'ringing') {
			throw new Refusal(409, `Call ${callSid} is ${call.status}: it cannot be answered`);
		}
		return this.moveTo(call, 'in-progress');
	}

	/** The legs dialled by this one end first, subscriptions, streams and attendance with their leg. Refusal 409 for a second end. */
	end(callSid: string, status: FinalStatus): Call {
		const call = this.find(callSid);
		if (isEnded(call)) {
			throw new Refusal(409, `Call ${callSid} is ${call.status}: it has ended before`);
		}
		for (const child of this.liveChildren(callSid)) {
			this.end(child.sid, child.status === 'in-progress' ? 'completed' : 'canceled');
		}
		this.endSubscriptions(callSid);
		this.streams.stopThoseOf(callSid);
		this.attendance.leaveIfPresent(callSid, status);
		return this.moveTo(call, status);
	}

	/** Refusal 404 for a SID the emulator never gave out. */
	find(callSid: string): Call {
		const call = this.context.store.findCall(callSid);
		if (!call) throw new Refusal(404, `There is no call ${callSid}`);
		return call;
	}

	private liveChildren(callSid: string): Call[] {
		const calls = this.context.store.listCalls();
		return calls.filter((call) => call.parentCallSid === callSid && !isEnded(call));
	}

	/** That a subscription ends with its call is inferred, not documented: there is nothing left to subscribe to. */
	private endSubscriptions(callSid: string): void {
		const { store, emit } = this.context;
		for (const { sid } of store.subscriptionsOf(callSid)) {
			store.removeSubscription(callSid, sid);
			emit({ type: 'unsubscribed', callSid, sid, reason: 'callEnded' });
		}
	}

	private moveTo(before: Call, status: CallStatus): Call {
		const at = this.context.now();
		const isFinal = eventOfStatus(status) === 'completed';
		const call = this.context.store.saveCall({
			...before,
			status,
			updatedAt: at,
			dialledAt: before.dialledAt ?? (isActive({ status }) ? at : null),
			answeredAt: status === 'in-progress' ? at : before.answeredAt,
			endedAt: isFinal ? at : null,
		});
		this.context.emit({ type: 'callStatus', callSid: call.sid, status });
		this.report(call);
		return call;
	}

	private report(call: Call): void {
		const { account, applicationSid, store } = this.context;
		const target = call.statusCallback;
		if (!target?.events.includes(eventOfStatus(call.status))) return;
		const sequence = store.takeStatusSequence(call.sid);
		const parameters = statusCallbackParameters(account.sid, applicationSid, call, sequence);
		report(this.context, { kind: 'status', callSid: call.sid }, target, parameters);
	}
}
