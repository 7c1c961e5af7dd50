import type { EventEmitter } from 'node:events';
import { join } from 'node:path';

/** The versions `package.json` pins: 1.7.0, and the preview 2.0.0-preview.2. */
export type SdkVersion = '1' | '2';
export type Os = 'ios' | 'android';

/** What the JavaScript calls of the native side, by name. */
export type NativeFunctions = Readonly<Record<string, (...given: never[]) => Promise<unknown>>>;

export interface AppMessage {
	getContent(): unknown;
	getContentType(): string;
	getMessageType(): string;
	getSid(): string;
}

/** `sent`, or `failure` with an error. */
export type OutgoingMessage = AppMessage & EventEmitter;

export interface Said {
	readonly content: unknown;
	readonly messageType?: string;
	readonly contentType?: string;
}

interface Speaker extends EventEmitter {
	sendMessage(message: Said): Promise<OutgoingMessage>;
}

export interface AppCall extends Speaker {
	getSid(): string | undefined;
	disconnect(): Promise<void>;
}

export interface AppInvite extends Speaker {
	getCallSid(): string;
	accept(): Promise<AppCall>;
}

export interface AppVoice extends EventEmitter {
	register(token: string): Promise<void>;
	connect(token: string, options?: { params?: Record<string, string> }): Promise<AppCall>;
}

/** What the tests use of the SDK. Its own types need those of React Native. */
export interface ReactNativeSdk {
	readonly Voice: (new () => AppVoice) & { readonly Event: Readonly<Record<'CallInvite', string>> };
	readonly Call: { readonly Event: Readonly<Record<'Connected' | 'MessageReceived', string>> };
	readonly CallInvite: { readonly Event: Readonly<Record<'MessageReceived', string>> };
	readonly OutgoingCallMessage: { readonly Event: Readonly<Record<'Sent' | 'Failure', string>> };
}

interface Device {
	readonly version: SdkVersion;
	readonly os: Os;
	/** From the native side to the JavaScript. */
	readonly events: EventEmitter;
	readonly functions: NativeFunctions;
}

/** Loads the published JavaScript for one device, with React Native (and Expo, of which 2.0 is a module) as a stand-in. */
export function loadSdk(
	folder: string,
	{ version, os, events, functions }: Device,
): ReactNativeSdk {
	let sdk: ReactNativeSdk | undefined;
	jest.isolateModules(() => {
		const reactNative = () => ({
			Platform: { OS: os },
			NativeModules: { TwilioVoiceReactNative: functions },
			NativeEventEmitter: class {
				addListener = events.addListener.bind(events);
			},
		});
		jest.doMock('react-native', reactNative, { virtual: true });
		jest.doMock('expo-modules-core', () => ({ requireNativeModule: () => functions }), {
			virtual: true,
		});
		sdk = jest.requireActual<ReactNativeSdk>(join(folder, `sdk-${version}`));
	});
	if (sdk === undefined) throw new Error('Jest loaded nothing');
	return sdk;
}
