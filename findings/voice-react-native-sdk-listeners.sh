#!/usr/bin/env bash
# @twilio/voice-react-native-sdk 1.7.0 and 2.0.0-preview.2: each call message that an app sends listens for ever.
#
# `call.sendMessage()` resolves with an OutgoingCallMessage, whose constructor adds a listener for events of all messages to
# React Native's NativeEventEmitter. Nothing takes it away: not that the message was sent or refused, nor the end of the call,
# and there is no method for it. An app that exchanges messages keeps every message it ever sent, and runs through all of
# their listeners whenever one is confirmed.
#
# Seen: after 500 messages, each of them confirmed, and the end of their call, 500 listeners are left; confirming the last
# message asked all 500, where one was meant.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error \
	sdk-1@npm:@twilio/voice-react-native-sdk@1.7.0 sdk-2@npm:@twilio/voice-react-native-sdk@2.0.0-preview.2 >/dev/null

# The peers, as far as the SDK asks for them; addListener gives a subscription, as React Native's does.
mkdir node_modules/react-native node_modules/expo-modules-core
cat >node_modules/react-native/index.js <<'PEER'
const events = (global.events = new Map());
exports.Platform = { OS: 'ios' };
exports.NativeModules = { TwilioVoiceReactNative: (global.native = {}) };
exports.NativeEventEmitter = class {
	addListener(name, listener) {
		if (!events.has(name)) events.set(name, new Set());
		events.get(name).add(listener);
		return { remove: () => events.get(name).delete(listener) };
	}
};
PEER
echo 'exports.requireNativeModule = () => global.native;' >node_modules/expo-modules-core/index.js

cat >probe.cjs <<'PROBE'
async function main(version) {
	const { Call } = require(`sdk-${version}`);
	let count = 0;
	global.native.call_sendMessage = async () => {
		const sid = `KX${String((count += 1)).padStart(32, '0')}`;
		return version === '1' ? sid : { promiseKeyStatus: 'promiseStatusValueResolved', promiseKeyValue: sid };
	};
	const emit = (scope, event) => {
		const listeners = [...(global.events.get(scope) ?? [])];
		listeners.forEach((listener) => listener(event));
		return listeners.length;
	};
	const call = new Call({ uuid: 'u', sid: 'CA' });
	let asked = 0;
	let sent = 0;
	for (let n = 0; n < 500; n++) {
		const message = await call.sendMessage({ content: 'hi', messageType: 'user-defined-message' });
		message.on('sent', () => (sent += 1));
		asked = emit('scopeCallMessage', { type: 'callEventMessageSent', voiceEventSid: message.getSid() });
	}
	emit('scopeCall', { type: 'callEventDisconnected', call: { uuid: 'u', sid: 'CA' } });
	const left = global.events.get('scopeCallMessage').size;
	console.log(`sent and confirmed: ${sent}; call: ${call.getState()}; listeners left: ${left}; asked by the last: ${asked}`);
}
main(process.argv[2]);
PROBE

for version in 1 2; do
	seen=$(node probe.cjs "$version")
	echo "sdk-$version: $seen"
	[[ "$seen" == 'sent and confirmed: 500; call: disconnected; listeners left: 500; asked by the last: 500' ]] || {
		echo 'This is not what was seen with 1.7.0 and 2.0.0-preview.2.' >&2
		exit 1
	}
done
