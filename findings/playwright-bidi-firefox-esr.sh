#!/usr/bin/env bash
# playwright-core 1.65.1, channel "moz-firefox" (WebDriver BiDi), with Firefox ESR 153.8.0 of Debian 12.
#
# The channel launches the Firefox of the machine, but no context can be made in it: each gets the command
# emulation.setMediaFeaturesOverride, also with colorScheme null, and Firefox ESR 153 does not know that command. Whoever
# wants Playwright's own API with Debian's Firefox meets it; a WebSocket between the two that answers this one command with
# an empty result is enough for contexts, pages, locators and evaluate().
#
# Seen: launched 153.8.0, then "unknown command" for every choice of colorScheme.
set -euo pipefail
command -v firefox-esr >/dev/null || {
	echo 'apt-get install firefox-esr' >&2
	exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error playwright-core@1.65.1 >/dev/null

cat >probe.cjs <<'PROBE'
const { firefox } = require('playwright-core');

(async () => {
	const executablePath = process.argv[2];
	const browser = await firefox.launch({ channel: 'moz-firefox', executablePath });
	console.log(`launched ${browser.version()}`);
	for (const colorScheme of [undefined, null, 'light']) {
		const outcome = await browser.newContext({ colorScheme }).then(
			() => 'a context',
			(error) => error.message.split('\n')[0],
		);
		console.log(`colorScheme ${colorScheme}: ${outcome}`);
	}
	await browser.close();
})();
PROBE

firefox-esr --version
seen=$(HOME="$folder" node probe.cjs "$(command -v firefox-esr)")
echo "$seen"
unknown='browser.newContext: Protocol error (emulation.setMediaFeaturesOverride): unknown command'
for choice in undefined null light; do
	grep -qxF "colorScheme $choice: $unknown" <<<"$seen" || {
		echo 'This is not what was seen with 1.65.1 and 153.8.0.' >&2
		exit 1
	}
done
