#!/usr/bin/env bash
# Firefox ESR 153.8.0 and Chromium 156.0.8078.108 of Debian 12, <use> of a symbol in another file.
#
# A page's style rules for an id reach the copy of a <symbol> that <use> brings from another file, when the symbol there
# happens to have that id: in Firefox, not in Chromium. A page with <button id="send"> and an icon sprite with
# <symbol id="send"> meets it: "#send:not(:disabled)" is for the button, and a symbol is never disabled, so in Firefox the
# icon keeps the colours of the enabled button when the button is disabled (white on white, say).
#
# Seen: a symbol named like the button is red in Firefox and blue in Chromium, one of another name is blue in both.
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
npm install --ignore-scripts --no-audit --no-fund --loglevel=error pngjs@7.0.0 >/dev/null

cat >probe.cjs <<'PROBE'
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
const { PNG } = require('pngjs');

const symbol = (id) =>
	`<symbol id="${id}" viewBox="0 0 10 10"><rect width="10" height="10" fill="currentColor"/></symbol>`;
const SPRITE = `<svg xmlns="http://www.w3.org/2000/svg">${symbol('send')}${symbol('sendIcon')}</svg>`;
const pageWith = (id) => `<!doctype html><style>
	body { margin: 0 }
	button { all: unset; color: rgb(0, 0, 255) }
	#send:not(:disabled) { color: rgb(255, 0, 0) }
	svg { width: 100px; height: 100px }
</style><button id="send" disabled><svg><use href="sprite.svg#${id}"/></svg></button>`;

if (isMainThread) {
	const server = createServer(({ url }, response) => {
		const isSprite = url === '/sprite.svg';
		response.setHeader('content-type', isSprite ? 'image/svg+xml' : 'text/html');
		response.end(isSprite ? SPRITE : pageWith(url.slice(1)));
	});
	server.listen(0, '127.0.0.1', () => {
		const worker = new Worker(__filename, { workerData: server.address().port });
		worker.on('exit', () => server.close());
	});
} else {
	const options = ['--headless', '--window-size=200,200'];
	const browsers = {
		'firefox-esr': (file) => [...options, '--profile', 'profile', '--screenshot', `${__dirname}/${file}`],
		chromium: (file) => [...options, '--no-sandbox', '--disable-gpu', `--screenshot=${file}`],
	};
	for (const [browser, argumentsFor] of Object.entries(browsers)) {
		for (const id of ['send', 'sendIcon']) {
			const file = `${browser}-${id}.png`;
			const url = `http://127.0.0.1:${workerData}/${id}`;
			spawnSync(browser, [...argumentsFor(file), url], { timeout: 60_000 });
			const { width, data } = PNG.sync.read(readFileSync(file));
			const [red, , blue] = data.subarray(4 * (50 * width + 50));
			const colour = red > 200 ? 'red' : blue > 200 ? 'blue' : 'something else';
			console.log(`${browser}, <symbol id="${id}">: ${colour}`);
		}
	}
}
PROBE

mkdir profile
firefox-esr --version
chromium --version
seen=$(node probe.cjs)
expected='firefox-esr, <symbol id="send">: red
firefox-esr, <symbol id="sendIcon">: blue
chromium, <symbol id="send">: blue
chromium, <symbol id="sendIcon">: blue'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with Firefox ESR 153.8.0.' >&2
	exit 1
}
