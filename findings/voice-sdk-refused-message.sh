#!/usr/bin/env bash
# @twilio/voice-sdk 2.18.5 (browsers) beside @twilio/voice-react-native-sdk 1.7.0: a call message that Twilio refuses.
#
# Twilio refuses a message by its SID, with 31210, 31211 or 31212 (https://www.twilio.com/docs/api/errors/31211). The SDK for
# browsers looks the SID up, and then emits an `error` of the call that says nothing of it: an app with two messages under way
# cannot tell which of them is lost, while `messageSent` does name the one that arrived. And it has no class for 31211, the
# code of a message that comes before the call is subscribed or after its end: what the app sees is UnknownError 31000, with
# the real code in `originalError`. The SDK for React Native has a class for each of the three.
#
# Seen: of two messages the second is refused; the error has no voiceEventSid, and with 31211 its code is 31000.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --legacy-peer-deps --no-audit --no-fund --loglevel=error \
	@twilio/voice-sdk@2.18.5 @twilio/voice-react-native-sdk@1.7.0 >/dev/null

cat >probe.cjs <<'PROBE'
globalThis.window = globalThis; // The SDK takes its random numbers from a browser.
const { EventEmitter } = require('node:events');
const { Call } = require('@twilio/voice-sdk');
const reactNative = require('@twilio/voice-react-native-sdk/lib/commonjs/error/generated');

const CALL_SID = `CA${'0'.repeat(32)}`;
const nothing = () => undefined;
const publisher = { info: nothing, warn: nothing, error: nothing, debug: nothing };

function open() {
	const pstream = Object.assign(new EventEmitter(), { sendMessage: nothing, status: 'connected' });
	class MediaHandler extends EventEmitter {
		constructor() {
			super();
			Object.assign(this, { pc: new EventEmitter(), stream: null, version: {} });
		}
	}
	const config = { publisher, pstream, soundcache: new Map(), isUnifiedPlanDefault: true };
	const call = new Call(config, { callParameters: { CallSid: CALL_SID }, MediaHandler });
	return { call, pstream };
}

for (const code of [31210, 31211, 31212]) {
	const { call, pstream } = open();
	const message = { content: 'hi', messageType: 'user-defined-message' };
	const sids = [call.sendMessage(message), call.sendMessage(message)];
	const seen = [];
	call.on('messageSent', ({ voiceEventSid }) => seen.push(`message ${sids.indexOf(voiceEventSid) + 1} sent`));
	call.on('error', (error) => {
		const text = JSON.stringify({ ...error, message: error.message, originalError: error.originalError });
		const named = sids.some((sid) => text.includes(sid)) ? 'names its message' : 'names no message';
		seen.push(`${error.name} ${error.code} ${named}`);
	});
	pstream.emit('error', { callsid: CALL_SID, voiceeventsid: sids[1], error: { code, message: 'no' } });
	pstream.emit('ack', { acktype: 'message', callsid: CALL_SID, voiceeventsid: sids[0] });
	const ErrorClass = reactNative.errorsByCode.get(code);
	console.log(`${code}: ${seen.join(', ')}; React Native: ${ErrorClass ? new ErrorClass('no').name : 'no class'}`);
}
process.exit();
PROBE

seen=$(node probe.cjs 2>/dev/null)
expected='31210: CallMessageEventTypeInvalidError 31210 names no message, message 1 sent; React Native: CallMessageEventTypeInvalidError
31211: UnknownError 31000 names no message, message 1 sent; React Native: CallMessageUnexpectedStateError
31212: PayloadSizeExceededError 31212 names no message, message 1 sent; React Native: PayloadSizeExceededError'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.18.5.' >&2
	exit 1
}
