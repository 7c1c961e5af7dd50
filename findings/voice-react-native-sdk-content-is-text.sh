#!/usr/bin/env bash
# @twilio/voice-react-native-sdk 1.7.0 and 2.0.0-preview.2 beside @twilio/voice-sdk 2.18.5 (browsers): contents of call messages.
#
# By the types of both a content is `any`, and by the documentation of `CallMessage` in the React Native SDK it "may be a JS
# object" under application/json. Its JavaScript makes a text of all but texts, and a text is left as it is: so 42 and '42',
# true and 'true', an object and its JSON are one message each, and 'yes' goes out as application/json that is no JSON. What
# is received takes the same way: whatever the native side gave, getContent() is a text, never an object. The SDK for
# browsers hands on each value as it is. The same app code on two platforms says and hears different things, and a server
# cannot tell a text from a number.
#
# Seen: what each SDK hands to its transport, for five contents, and what getContent() gives for a received object.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error \
	@twilio/voice-sdk@2.18.5 \
	sdk-1@npm:@twilio/voice-react-native-sdk@1.7.0 sdk-2@npm:@twilio/voice-react-native-sdk@2.0.0-preview.2 >/dev/null

# The peers, as far as the SDK asks for them before it is on a call.
mkdir node_modules/react-native node_modules/expo-modules-core
cat >node_modules/react-native/index.js <<'PEER'
const { EventEmitter } = require('node:events');
exports.Platform = { OS: 'ios' };
exports.NativeModules = { TwilioVoiceReactNative: (global.native = {}) };
exports.NativeEventEmitter = class { addListener = new EventEmitter().addListener; };
PEER
echo 'exports.requireNativeModule = () => global.native;' >node_modules/expo-modules-core/index.js

cat >probe.cjs <<'PROBE'
globalThis.window = globalThis; // The SDK for browsers takes its random numbers from there.
const { EventEmitter } = require('node:events');
const browsers = require('@twilio/voice-sdk');
const CONTENTS = [{ a: 1 }, '{"a":1}', 42, '42', 'yes'];
const messageType = 'user-defined-message';
const nothing = () => undefined;

function inBrowsers(content) {
	let given;
	const sendMessage = (_callSid, value) => (given = value);
	const pstream = Object.assign(new EventEmitter(), { sendMessage, status: 'connected' });
	class MediaHandler extends EventEmitter {
		pc = new EventEmitter();
	}
	const publisher = { info: nothing, warn: nothing, error: nothing, debug: nothing };
	const callParameters = { CallSid: `CA${'0'.repeat(32)}` };
	const config = { publisher, pstream, soundcache: new Map(), isUnifiedPlanDefault: true };
	new browsers.Call(config, { callParameters, MediaHandler }).sendMessage({ content, messageType });
	return given;
}

async function withReactNative(version, content) {
	const { Call } = require(`sdk-${version}`);
	let given;
	global.native.call_sendMessage = async (_uuid, value) => {
		given = value;
		const sid = `KX${'0'.repeat(32)}`;
		return version === 1 ? sid : { promiseKeyStatus: 'promiseStatusValueResolved', promiseKeyValue: sid };
	};
	await new Call({ uuid: 'u', sid: 'CA' }).sendMessage({ content, messageType });
	return given;
}

async function main() {
	for (const content of CONTENTS) {
		const all = [inBrowsers(content), await withReactNative(1, content), await withReactNative(2, content)];
		console.log(`${JSON.stringify(content)}: ${all.map((given) => JSON.stringify(given)).join('  ')}`);
	}
	for (const version of [1, 2]) {
		const { IncomingCallMessage } = require(`sdk-${version}`);
		const message = { content: { a: 1 }, contentType: 'application/json', messageType, voiceEventSid: 'KX' };
		console.log(`received by ${version}: ${typeof new IncomingCallMessage(message).getContent()}`);
	}
	process.exit();
}
main();
PROBE

seen=$(node probe.cjs 2>/dev/null)
expected='{"a":1}: {"a":1}  "{\"a\":1}"  "{\"a\":1}"
"{\"a\":1}": "{\"a\":1}"  "{\"a\":1}"  "{\"a\":1}"
42: 42  "42"  "42"
"42": "42"  "42"  "42"
"yes": "yes"  "yes"  "yes"
received by 1: string
received by 2: string'
echo 'content: browsers 2.18.5  React Native 1.7.0  React Native 2.0.0-preview.2'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.18.5, 1.7.0 and 2.0.0-preview.2.' >&2
	exit 1
}
