#!/usr/bin/env bash
# Debian's python3-twilio (seen: 7.7.1) and twilio 6.2.0 for Node.js: RequestValidator and validateRequest.
#
# Both check X-Twilio-Signature of a webhook, and they do not agree on what is right. Whoever moves a webhook from one to the
# other, or tests one with the other, meets this:
# - an URL that ends in a lone "?" (or "#"): Python takes it apart and puts it together without, and refuses;
# - an apostrophe in the query: Node takes the signature of "%27" as well, Python that of "'" only;
# - a parameter that came twice, as a list: Node takes it, in Python it is a TypeError;
# - names beyond ASCII: Node sorts by UTF-16 units, Python by code points, so each refuses what the other accepts.
#
# Seen: the table below. Needs the Debian package python3-twilio.
set -euo pipefail
python=
for one in python3 /usr/bin/python3; do
	if "$one" -c 'import twilio' 2>/dev/null; then python=$one && break; fi
done
[[ -n "$python" ]] || {
	echo 'python3-twilio is missing: apt-get install python3-twilio' >&2
	exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error twilio@6.2.0 >/dev/null

cat >node.cjs <<'NODE'
const { createHmac } = require('node:crypto');
const { validateRequest } = require('twilio');

const url = 'https://example.com/calls';
const emoji = { '\u{1F600}': '1', '\uFF5E': '2' };
// What it is, the URL, the parameters, and the text that was signed.
const cases = [
	['as documented', url, { A: '1' }, `${url}A1`],
	['a lone ?', `${url}?`, { A: '1' }, `${url}?A1`],
	['an apostrophe, signed as it is', `${url}?q='`, { A: '1' }, `${url}?q='A1`],
	['an apostrophe, signed as %27', `${url}?q='`, { A: '1' }, `${url}?q=%27A1`],
	['a parameter twice', url, { A: ['1', '2'] }, `${url}A1A2`],
	['names by UTF-16 units', url, emoji, `${url}\u{1F600}1\uFF5E2`],
	['names by code points', url, emoji, `${url}\uFF5E2\u{1F600}1`],
];
const judged = cases.map(([name, at, parameters, text]) => {
	const signature = createHmac('sha1', 'token').update(text).digest('base64');
	const node = validateRequest('token', signature, at, parameters);
	return { name, url: at, parameters, signature, node };
});
console.log(JSON.stringify(judged));
NODE
node node.cjs >judged.json
cat >python.py <<'PYTHON'
import json
from twilio.request_validator import RequestValidator

for one in json.load(open("judged.json", encoding="utf-8")):
    try:
        python = RequestValidator("token").validate(one["url"], one["parameters"], one["signature"])
    except TypeError as error:
        python = type(error).__name__
    print(f"{one['name']}: Node {one['node']}, Python {python}")
PYTHON
seen=$("$python" python.py)
expected='as documented: Node True, Python True
a lone ?: Node True, Python False
an apostrophe, signed as it is: Node True, Python True
an apostrophe, signed as %27: Node True, Python False
a parameter twice: Node True, Python TypeError
names by UTF-16 units: Node True, Python False
names by code points: Node False, Python True'
echo "twilio-python $("$python" -c 'import twilio; print(twilio.__version__)'), twilio for Node.js 6.2.0"
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 7.7.1 and 6.2.0.' >&2
	exit 1
}
