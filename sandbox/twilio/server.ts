import { createServer } from 'node:http';
import express from 'express';

import { createAccount, type Account } from './account';
import { AppCalls } from './application/appCalls';
import { Application, type VoiceApplication } from './application/application';
import type { CallbackEncoding } from './callbacks/callbackRequest';
import { CALLBACK_RETRY_PAUSE_MS, CALLBACK_TIMEOUT_MS, Callbacks } from './callbacks/callbacks';
import { Signing, type WebhookConfiguration } from './callbacks/signing/signing';
import { CallMessages } from './calls/callMessages';
import { CallProgress } from './calls/callProgress';
import type { TextContents } from './calls/content';
import { createPhone, type Phone } from './calls/phone';
import { Attendance } from './conferences/attendance';
import { ConferenceStore } from './conferences/conferenceStore';
import type { EmulatorContext } from './emulatorContext';
import type { Delivery, EventListener } from './events';
import { Faults } from './faults/faults';
import { strikeFaults } from './faults/strikeFaults';
import { Listener } from './listener';
import { PendingWork } from './pendingWork';
import { RequestLedger, type RestRequest } from './rest/requestLedger';
import { restApi } from './rest/restApi';
import { createSignalling } from './signalling/signalling';
import { steeringRoutes } from './steering/steering';
import { newSid } from './sids';
import { Store } from './store';
import { Streams } from './streams/streams';
import type { Notification } from './twiml/notifications';
import { TwimlRuns } from './twiml/twimlRuns';

export interface TwilioEmulatorOptions {
	/** Default 0, a free one. */
	readonly port?: number;
	/** What is left out is made up. */
	readonly account?: Partial<Account>;
	/** `SequenceNumber` of a leg's first message: Twilio's docs say 0, its own end-to-end test expects '1', hence the default. */
	readonly firstSequenceNumber?: 0 | 1;
	/** Default `form`; the reason stands at `CallbackEncoding`. */
	readonly callbackEncoding?: CallbackEncoding;
	/** Default `quoted`, as values of the SDK for browsers; `raw` for contents of the SDKs for iOS, Android and React Native. */
	readonly textContents?: TextContents;
	readonly onEvent?: EventListener;
	readonly now?: () => Date;
	/** For all attempts of a callback together. Default 15 s as documented; shorter in tests of a server that does not answer. */
	readonly callbackTimeoutMs?: number;
	/** Pause before a callback is repeated. Twilio documents none; default 50 ms. */
	readonly callbackRetryPauseMs?: number;
	/**
	 * Whether subscription callbacks follow the fragment of their URL. Default true, for the page names all webhooks but
	 * those of Conversations and Frontline; Twilio has not confirmed it for UserDefinedMessageSubscriptions. Status
	 * callbacks follow it always. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
	 */
	readonly honourConnectionOverrides?: boolean;
	/** How long a second of TwiML lasts: of `<Pause>`, speech and the patience of `<Dial>`. Default 1000 ms; less in tests. */
	readonly twimlSecondMs?: number;
	/** Where the fault `redirectToOtherHost` points. Default `http://elsewhere.invalid/`. */
	readonly faultRedirectUrl?: string;
	/** How long the fault `refusedConnection` keeps the port closed. Default 100 ms. */
	readonly faultRefusalMs?: number;
	/** Pause between two bytes of the fault `slowDrip`. Default 100 ms. */
	readonly faultDripMs?: number;
}

export interface TwilioEmulator {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly account: Account;
	readonly phone: Phone;
	/** Every attempt of every callback so far, oldest first. */
	readonly deliveries: readonly Delivery[];
	/** What Twilio's debugger would show of TwiML, oldest first. */
	readonly notifications: readonly Notification[];
	/** Every REST request so far, oldest first. */
	readonly requests: readonly RestRequest[];
	/** What the TwiML App says of calls that apps place; at first nothing. */
	readonly application: VoiceApplication;
	/** Says it for calls placed from now on. Refusal when one of its URLs is no callback URL. */
	setApplication(application: VoiceApplication): void;
	/** With which keys callbacks are signed from now on; at first all with the Auth Token. Refusal for a rule without a key. */
	configureWebhooks(configuration: WebhookConfiguration): void;
	/** Makes REST requests go wrong. */
	readonly faults: Pick<Faults, 'next' | 'plan' | 'clear'>;
	/** Resolves when no callback is in flight and every REST message has reached its phone. Waits for no struck answer. */
	settled(): Promise<void>;
	/** Breaks off callbacks, closes every connection and resolves when nothing is left. */
	stop(): Promise<void>;
}

/** Starts Twilio on 127.0.0.1. Rejects when the port is taken. */
export async function startTwilioEmulator(
	options: TwilioEmulatorOptions = {},
): Promise<TwilioEmulator> {
	const listeners: EventListener[] = options.onEvent ? [options.onEvent] : [];
	const context = createContext(options, (event) => listeners.forEach((tell) => tell(event)));
	const messages = new CallMessages(context);
	const attendance = new Attendance(context);
	const streams = new Streams(context);
	const progress = new CallProgress(context, attendance, streams);
	const secondMs = options.twimlSecondMs ?? 1000;
	const runs = new TwimlRuns({ context, progress, attendance, streams, secondMs });
	const application = new Application();
	const appCalls = new AppCalls(context, application, progress, runs);
	const phone = createPhone({ context, progress, messages, attendance, streams, appCalls, runs });
	const { callbacks, pending, account, ledger, signing } = context;
	const signalling = createSignalling(context, progress, messages, appCalls);
	listeners.push(signalling.onEvent, runs.onEvent);
	const faults = new Faults();
	const app = express().disable('x-powered-by').disable('etag');
	const server = createServer(app).on('upgrade', signalling.upgrade);
	const listener = new Listener(server);
	const strikes = strikeFaults({
		faults,
		ledger,
		redirectUrl: options.faultRedirectUrl ?? 'http://elsewhere.invalid/',
		refuseConnections: () => listener.closeFor(options.faultRefusalMs ?? 100),
		dripMs: options.faultDripMs ?? 100,
		now: context.now,
	});
	const { deliveries } = callbacks;
	const setApplication = (given: VoiceApplication) => application.set(given);
	const { notifications } = runs;
	app.use(
		'/_sandbox',
		steeringRoutes({ phone, setApplication, deliveries, ledger, faults, signing, notifications }),
	);
	app.use(restApi(context, progress, messages, strikes));
	await listener.open(options.port ?? 0);
	return {
		baseUrl: listener.baseUrl,
		account,
		phone,
		deliveries,
		notifications,
		get requests() {
			return ledger.requests;
		},
		get application() {
			return application.settings;
		},
		setApplication,
		configureWebhooks: (configuration) => signing.configure(configuration),
		faults,
		settled: () => pending.settled(),
		stop: async () => {
			callbacks.stop();
			const led = runs.stop();
			signalling.stop();
			await led;
			await listener.stop();
			await pending.settled();
		},
	};
}

function createContext(options: TwilioEmulatorOptions, emit: EventListener): EmulatorContext {
	const { now = () => new Date() } = options;
	const pending = new PendingWork();
	const callbacks = new Callbacks({
		pending,
		now,
		timeoutMs: options.callbackTimeoutMs ?? CALLBACK_TIMEOUT_MS,
		retryPauseMs: options.callbackRetryPauseMs ?? CALLBACK_RETRY_PAUSE_MS,
		onDelivered: (delivery) => emit({ type: 'callbackDelivered', ...delivery }),
	});
	const account = createAccount(options.account);
	return {
		account,
		applicationSid: newSid('AP'),
		store: new Store(),
		conferences: new ConferenceStore(),
		callbacks,
		signing: new Signing(account.authToken),
		pending,
		ledger: new RequestLedger(now),
		emit,
		now,
		firstSequenceNumber: options.firstSequenceNumber ?? 1,
		callbackEncoding: options.callbackEncoding ?? 'form',
		textContents: options.textContents ?? 'quoted',
		honourConnectionOverrides: options.honourConnectionOverrides ?? true,
	};
}
