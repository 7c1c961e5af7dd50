import type { ServerResponse } from 'node:http';

import type { Call } from '../../../sandbox/twilio/calls/calls';
import type { VoiceApplication } from '../../../sandbox/twilio/application/application';
import { startTwilioEmulator, type TwilioEmulator } from '../../../sandbox/twilio/server';
import {
	startCallbackReceiver,
	type CallbackReceiver,
	type ReceivedRequest,
} from './callbackReceiver';
import { steer } from './steer';
import { parametersOf } from './twilioVerdict';
import { until } from './until';

/** What a path answers: the verbs of a document, or all by itself. */
export type TwimlAnswer = string | ((response: ServerResponse) => void);

const SECOND_MS = 20;

/** An emulator whose application asks a server for TwiML. Every path of it answers what the test says, else 204. */
export class TwimlStage {
	private constructor(
		readonly emulator: TwilioEmulator,
		readonly server: CallbackReceiver,
		private readonly answers: Map<string, TwimlAnswer>,
	) {}

	static async open(options: Parameters<typeof startTwilioEmulator>[0] = {}): Promise<TwimlStage> {
		const answers = new Map<string, TwimlAnswer>();
		const server = await startCallbackReceiver((request, response) => {
			const answer = answers.get(new URL(request.url).pathname);
			if (typeof answer === 'function') answer(response);
			else if (answer === undefined) response.writeHead(204).end();
			else response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
		});
		const emulator = await startTwilioEmulator({ twimlSecondMs: SECOND_MS, ...options });
		return new TwimlStage(emulator, server, answers);
	}

	async close(): Promise<void> {
		await this.emulator.stop();
		await this.server.stop();
	}

	url(path: string): string {
		return `${this.server.baseUrl}${path}`;
	}

	/** From now on `/voice` is asked, and answers these verbs. */
	setVoice(verbs: string, settings: Partial<VoiceApplication> = {}): void {
		this.answer('/voice', response(verbs));
		this.emulator.setApplication({ voiceUrl: this.url('/voice'), ...settings });
	}

	answer(path: string, answer: TwimlAnswer): void {
		this.answers.set(path, answer);
	}

	/** An app places a call; steering stands for the app. */
	async place(parameters: Readonly<Record<string, string>> = {}): Promise<string> {
		const body = { identity: 'alice', parameters };
		const { status } = await steer(this.emulator, 'POST', '/application/calls', body);
		if (status !== 201) throw new Error(`The call was refused with ${status}`);
		const call = this.emulator.phone.calls().find(({ from }) => from === 'client:alice');
		if (!call) throw new Error('There is no call');
		return call.sid;
	}

	/** Resolves with its parameters once a path was asked. */
	async asked(path: string): Promise<Record<string, string>> {
		await until(() => this.requestsTo(path).length > 0);
		const request = this.requestsTo(path).at(-1);
		return request ? parametersOf(request) : {};
	}

	requestsTo(path: string): ReceivedRequest[] {
		return this.server.received.filter(({ url }) => new URL(url).pathname === path);
	}

	/** Resolves with the leg that was dialled, once it rings. */
	async dialled(to: string): Promise<Call> {
		const find = () => this.emulator.phone.calls().find((call) => call.to === to);
		await until(() => find()?.status === 'ringing');
		const call = find();
		if (!call) throw new Error(`Nobody dialled ${to}`);
		return call;
	}

	async becomes(callSid: string, status: string): Promise<void> {
		await until(() => this.statusOf(callSid) === status);
	}

	statusOf(callSid: string): string {
		return this.emulator.phone.call(callSid).status;
	}

	/** What the debugger shows. */
	get notices(): (string | number | null)[][] {
		return this.emulator.notifications.map(({ log, errorCode }) => [log, errorCode]);
	}
}

/** A document with these verbs. */
export const response = (verbs: string): string =>
	`<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
