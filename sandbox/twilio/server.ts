import { once } from 'node:events';
import type { Server } from 'node:http';
import express from 'express';

import { createAccount, type Account } from './account';
import type { CallbackEncoding } from './callbacks/callbackRequest';
import { CALLBACK_TIMEOUT_MS, Callbacks } from './callbacks/callbacks';
import { CallMessages } from './calls/callMessages';
import { CallProgress } from './calls/callProgress';
import { createPhone, type Phone } from './calls/phone';
import type { EmulatorContext } from './emulatorContext';
import type { Delivery, EventListener } from './events';
import { PendingWork } from './pendingWork';
import { restApi } from './rest/restApi';
import { steeringRoutes } from './steering/steering';
import { Store } from './store';

export interface TwilioEmulatorOptions {
	/** Default 0, a free one. */
	readonly port?: number;
	/** What is left out is made up. */
	readonly account?: Partial<Account>;
	/** `SequenceNumber` of a leg's first message: Twilio's docs say 0, its own end-to-end test expects '1', hence the default. */
	readonly firstSequenceNumber?: 0 | 1;
	/** Default `form`; the reason stands at `CallbackEncoding`. */
	readonly callbackEncoding?: CallbackEncoding;
	readonly onEvent?: EventListener;
	readonly now?: () => Date;
	/** Default 15 s as documented; shorter in tests of a server that does not answer. */
	readonly callbackTimeoutMs?: number;
}

export interface TwilioEmulator {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly account: Account;
	readonly phone: Phone;
	/** Every attempt of every callback so far, oldest first. */
	readonly deliveries: readonly Delivery[];
	/** Resolves when no callback is in flight and every REST message has reached its phone. */
	settled(): Promise<void>;
	/** Breaks off callbacks, closes every connection and resolves when nothing is left. */
	stop(): Promise<void>;
}

/** Starts Twilio on 127.0.0.1. Rejects when the port is taken. */
export async function startTwilioEmulator(
	options: TwilioEmulatorOptions = {},
): Promise<TwilioEmulator> {
	const context = createContext(options);
	const messages = new CallMessages(context);
	const phone = createPhone(context.store, new CallProgress(context), messages);
	const { callbacks, pending, account } = context;
	const app = express().disable('x-powered-by').disable('etag');
	app.use('/_sandbox', steeringRoutes(phone, callbacks.deliveries));
	app.use(restApi(context, messages));
	const server = app.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	return {
		baseUrl: baseUrlOf(server),
		account,
		phone,
		deliveries: callbacks.deliveries,
		settled: () => pending.settled(),
		stop: async () => {
			callbacks.stop();
			await close(server);
			await pending.settled();
		},
	};
}

function createContext(options: TwilioEmulatorOptions): EmulatorContext {
	const { onEvent = () => undefined, now = () => new Date() } = options;
	const pending = new PendingWork();
	const callbacks = new Callbacks({
		pending,
		now,
		timeoutMs: options.callbackTimeoutMs ?? CALLBACK_TIMEOUT_MS,
		onDelivered: (delivery) => onEvent({ type: 'callbackDelivered', ...delivery }),
	});
	return {
		account: createAccount(options.account),
		store: new Store(),
		callbacks,
		pending,
		emit: onEvent,
		now,
		firstSequenceNumber: options.firstSequenceNumber ?? 1,
		callbackEncoding: options.callbackEncoding ?? 'form',
	};
}

function baseUrlOf(server: Server): string {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The emulator has no port');
	return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}
