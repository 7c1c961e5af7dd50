import type { Answer } from './callbackReceiver';
import { parametersOf } from './twilioVerdict';

/** A server that may let status callbacks wait for their answer. */
export class HeldAnswers {
	private callStatus = '';
	private readonly held: (() => void)[] = [];

	/** For `startCallbackReceiver`. */
	readonly answer: Answer = (request, response) => {
		const send = () => void response.writeHead(204).end();
		if (parametersOf(request)['CallStatus'] === this.callStatus) this.held.push(send);
		else send();
	};

	/** How many wait. */
	get count(): number {
		return this.held.length;
	}

	/** Lets those of this status wait from now on. */
	hold(callStatus: string): void {
		this.callStatus = callStatus;
	}

	/** Answers those that wait; no others wait from now on. */
	release(): void {
		this.callStatus = '';
		this.held.splice(0).forEach((send) => send());
	}
}
