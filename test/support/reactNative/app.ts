import { once } from 'node:events';

import type { VoiceStage } from '../../contract/support/voiceStage';
import { voiceToken } from '../../contract/support/voiceToken';
import { ensureReactNativeSdks } from './install';
import { NativeSide } from './nativeSide';
import { loadSdk, type AppCall, type AppInvite, type AppVoice, type Os } from './sdk';
import type { AppMessage, OutgoingMessage, ReactNativeSdk, Said, SdkVersion } from './sdk';

/** The SDKs and systems there are; 2.0 speaks to Android in another way than to iOS. */
export const DEVICES = [
	['1', 'ios'],
	['1', 'android'],
	['2', 'ios'],
	['2', 'android'],
] as const satisfies ReadonlyArray<readonly [SdkVersion, Os]>;

/** An app with Twilio's React Native SDK on the phone of one person. */
export interface App {
	readonly sdk: ReactNativeSdk;
	readonly voice: AppVoice;
	/** Places a call; resolves once somebody answered. */
	readonly placeCall: () => Promise<AppCall>;
	/** Resolves with what rings from now on. */
	readonly rings: () => Promise<AppInvite>;
	/** Resolves with the next message from the server. */
	readonly hears: (from: AppCall | AppInvite) => Promise<AppMessage>;
}

/** Opens the app of alice, registered. It is closed with the stage. */
export async function openApp(stage: VoiceStage, version: SdkVersion, os: Os): Promise<App> {
	const native = new NativeSide(await stage.connect(), version);
	const { events, functions } = native;
	const sdk = loadSdk(await ensureReactNativeSdks(), { version, os, events, functions });
	const voice = new sdk.Voice();
	const token = voiceToken(stage.emulator.account);
	await voice.register(token);
	return {
		sdk,
		voice,
		placeCall: async () => {
			const call = await voice.connect(token);
			await once(call, sdk.Call.Event.Connected);
			return call;
		},
		rings: async () => await next<AppInvite>(voice, sdk.Voice.Event.CallInvite),
		hears: async (from) => await next<AppMessage>(from, sdk.Call.Event.MessageReceived),
	};
}

/** Says something; resolves with the message once Twilio has it. Rejects with the error when it is refused. */
export async function sends(
	{ sdk }: App,
	from: AppCall | AppInvite,
	message: Said,
): Promise<OutgoingMessage> {
	const said = await from.sendMessage(message);
	const { Sent, Failure } = sdk.OutgoingCallMessage.Event;
	await new Promise<unknown>((resolve, reject) => said.once(Sent, resolve).once(Failure, reject));
	return said;
}

async function next<Value>(emitter: AppVoice | AppCall | AppInvite, event: string): Promise<Value> {
	const [value] = (await once(emitter, event)) as [Value];
	return value;
}
