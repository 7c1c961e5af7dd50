#!/usr/bin/env bash
# n8n 1.85.4 to 2.35.7, as the npm registry describes them.
#
# n8n pins what it consists of, and one of its dependencies is no version but an address: up to 2.20 at least,
# n8n-nodes-base takes its spreadsheet library from its maker's own server. So n8n cannot be installed where only the npm
# registry can be reached, and a mirror of the registry does not help; `overrides` with the last version that the registry
# has does. n8n 2.35 has another library.
#
# Seen: an address in 1.85.4, 1.123.81, 2.0.3 and 2.20.12, none in 2.35.7. Whoever installs n8n without the internet, or
# keeps copies of packages, meets it.
set -euo pipefail
seen=''
for version in 1.85.4 1.123.81 2.0.3 2.20.12 2.35.7; do
	base=$(npm view "n8n@$version" dependencies.n8n-nodes-base)
	outside=$(npm view "n8n-nodes-base@$base" dependencies --json |
		node -e '
			const dependencies = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
			const isAddress = ([, wanted]) => /^(https?|git)/.test(wanted);
			console.log(Object.entries(dependencies).filter(isAddress).map(([name]) => name).join(" ") || "nothing");')
	seen+="n8n $version, n8n-nodes-base $base: $outside"$'\n'
done
seen=${seen%$'\n'}
expected='n8n 1.85.4, n8n-nodes-base 1.84.0: xlsx
n8n 1.123.81, n8n-nodes-base 1.121.53: xlsx
n8n 2.0.3, n8n-nodes-base 2.0.2: xlsx
n8n 2.20.12, n8n-nodes-base 2.20.7: xlsx
n8n 2.35.7, n8n-nodes-base 2.35.5: nothing'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen.' >&2
	exit 1
}
