#!/usr/bin/env bash
# Firefox ESR 153.8.0 and Chromium 156.0.8078.108 of Debian 12, WebRTC with werift 0.24.4 on the same machine.
#
# A WebRTC peer that a test runs beside the browser, and that offers 127.0.0.1 only so that nothing is open to the network,
# is reached by Chromium and not by Firefox: the connection fails after five seconds, without a word in the console (Twilio's
# Voice SDK 2.18.5 ends the call with error 53405). The setting media.peerconnection.ice.loopback alone does not mend it. The
# machine's own address on the network is reached by both.
#
# Seen: at 127.0.0.1 Chromium connected, Firefox failed, also with the setting; at the network's address Firefox connected.
set -euo pipefail
for browser in firefox-esr chromium; do
	command -v "$browser" >/dev/null || {
		echo "apt-get install $browser" >&2
		exit 1
	}
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME="$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error werift@0.24.4 >/dev/null

cat >probe.cjs <<'PROBE'
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const { getHostAddresses, RTCPeerConnection } = require('werift');

const LOOPBACK = '127.0.0.1';
const PAGE = `<!doctype html><script type="module">
	const post = async (path, body) => await (await fetch(path, { method: 'POST', body })).text();
	const connection = new RTCPeerConnection();
	const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
	connection.addTrack(stream.getAudioTracks()[0], stream);
	connection.onconnectionstatechange = () => {
		const { connectionState } = connection;
		if (['connected', 'failed'].includes(connectionState)) void post('/outcome', connectionState);
	};
	await connection.setLocalDescription();
	const sdp = await post('/offer', connection.localDescription.sdp);
	await connection.setRemoteDescription({ type: 'answer', sdp });
</script>`;

async function answer(offer, address) {
	const peer = new RTCPeerConnection({
		iceServers: [],
		iceUseIpv4: false,
		iceUseIpv6: false,
		iceAdditionalHostAddresses: [address],
		iceInterfaceAddresses: { udp4: address },
	});
	await peer.setRemoteDescription({ type: 'offer', sdp: offer });
	await peer.setLocalDescription(await peer.createAnswer());
	if (peer.iceGatheringState !== 'complete')
		await peer.iceGatheringStateChange.watch((state) => state === 'complete');
	return peer.localDescription.sdp;
}

async function connect(program, options, address) {
	let tellOutcome;
	const outcome = new Promise((resolve) => (tellOutcome = resolve));
	const server = createServer(async (request, response) => {
		if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(PAGE);
		const body = await text(request);
		if (request.url === '/outcome') tellOutcome(body);
		response.end(request.url === '/offer' ? await answer(body, address) : '');
	});
	await once(server.listen(0, LOOPBACK), 'listening');
	const url = `http://127.0.0.1:${server.address().port}/`;
	const browser = spawn(program, [...options, url], { stdio: 'ignore', detached: true });
	const timer = setTimeout(() => tellOutcome('nothing in 60 s'), 60_000);
	const seen = await outcome;
	clearTimeout(timer);
	process.kill(-browser.pid, 'SIGKILL');
	await once(browser, 'exit');
	server.closeAllConnections();
	server.close();
	return seen;
}

function firefox(...settings) {
	const profile = mkdtempSync(`${__dirname}/profile-`);
	const on = (name) => `user_pref("${name}", true);\n`;
	const all = ['media.navigator.streams.fake', 'media.navigator.permission.disabled', ...settings];
	writeFileSync(`${profile}/user.js`, all.map(on).join(''));
	return ['firefox-esr', ['--headless', '--no-remote', '--profile', profile]];
}
const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const chromium = () => [
	'chromium',
	['--headless', '--no-sandbox', '--disable-gpu', ...FAKE_MICROPHONE],
];
const SETTING = 'media.peerconnection.ice.loopback';

(async () => {
	const [network] = getHostAddresses(true, false);
	if (network === undefined) throw new Error('This machine has no address on a network');
	console.log(`Chromium, 127.0.0.1: ${await connect(...chromium(), LOOPBACK)}`);
	console.log(`Firefox, 127.0.0.1: ${await connect(...firefox(), LOOPBACK)}`);
	console.log(`Firefox with the setting, 127.0.0.1: ${await connect(...firefox(SETTING), LOOPBACK)}`);
	console.log(`Firefox, an address of the network: ${await connect(...firefox(), network)}`);
	process.exit(0);
})();
PROBE

firefox-esr --version
chromium --version 2>/dev/null
seen=$(node probe.cjs)
expected='Chromium, 127.0.0.1: connected
Firefox, 127.0.0.1: failed
Firefox with the setting, 127.0.0.1: failed
Firefox, an address of the network: connected'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with Firefox ESR 153.8.0 and werift 0.24.4.' >&2
	exit 1
}
