#!/usr/bin/env bash
# n8n-workflow 2.20.3 (n8n 2.20.12) and 2.41.0 (n8n 2.41.1), functions sleep and sleepWithAbort.
#
# A community node brings no n8n-workflow of its own: it runs with the one of whatever n8n it is installed in, and no way of
# pausing that ends with the execution is in all of them. 2.20.3 has `sleepWithAbort(ms, signal)`, and its `sleep` takes no
# signal: it sleeps on, without a word. In 2.41.0 `sleep` takes one, and `sleepWithAbort` is gone: a node that calls it fails
# there. What is written and tested with one of the two is wrong in the other.
#
# Seen, of 1.5 s that are aborted after 0.1 s: `sleep` goes on to its end in 2.20.3 and is rejected in 2.41.0;
# `sleepWithAbort` is rejected in 2.20.3 and is not there in 2.41.0. Whoever writes a node that waits meets it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >probe.cjs <<'PROBE'
const { sleep, sleepWithAbort } = require('n8n-workflow');

async function outcome(wait) {
	if (wait === undefined) return 'not there';
	const abort = new AbortController();
	setTimeout(() => abort.abort(), 100);
	return await wait(1_500, abort.signal).then(
		() => 'slept to its end',
		() => 'rejected',
	);
}
outcome(sleep).then(async (ofSleep) => {
	console.log(`  sleep: ${ofSleep}\n  sleepWithAbort: ${await outcome(sleepWithAbort)}`);
});
PROBE

run() {
	mkdir "$1"
	(
		cd "$1"
		npm init -y >/dev/null
		npm install --ignore-scripts --no-audit --no-fund --loglevel=error "n8n-workflow@$1" >/dev/null
		cp ../probe.cjs .
		echo "n8n-workflow $1"
		node probe.cjs
	)
}
seen=$(run 2.20.3 && run 2.41.0)
echo "$seen"
expected='n8n-workflow 2.20.3
  sleep: slept to its end
  sleepWithAbort: rejected
n8n-workflow 2.41.0
  sleep: rejected
  sleepWithAbort: not there'
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen.' >&2
	exit 1
}
