#!/usr/bin/env bash
# @stoplight/prism-cli 5.16.0 with Twilio's OpenAPI document of the 2010 API, as @twilio-alpha/mcp 0.7.0 carries it.
#
# Whoever mocks Twilio's REST API with Prism, and wants to hear of what is not valid (`--errors`), gets no list of calls,
# conferences or participants: Prism answers with the document's own example, finds it invalid and turns it into a 500. The
# links of a list are declared as `format: uri`, and are paths in each example, as they are in Twilio's answers. A client
# that goes on to the example's next page is refused as well (422): its link says StartTime=2008-01-02, which the document
# declares as date-time, though Twilio documents days. The parameters one really lists by, "StartTime>" and "StartTime<", are
# declared alike, and Prism looks at none whose name has such a sign: "StartTime>=yesterday" passes. Of a single call, Prism
# has nothing to say.
#
# Seen: the lists of calls and conferences: 500, "format first_page_uri" and others; a list by day: 422, "format starttime";
# a list after "yesterday": as without it; a call: 200.
set -euo pipefail
folder=$(mktemp -d)
prism=
trap '[[ -z "$prism" ]] || kill "$prism" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error \
	@stoplight/prism-cli@5.16.0 @twilio-alpha/mcp@0.7.0 >/dev/null

document=node_modules/@twilio-alpha/mcp/twilio-oai/spec/yaml/twilio_api_v2010.yaml
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/@stoplight/prism-cli/dist/index.js mock "$document" --errors --host 127.0.0.1 --port "$port" >prism.log 2>&1 &
prism=$!
for _ in $(seq 120); do
	grep -q 'Prism is listening' prism.log && break
	sleep 0.5
done

cat >ask.mjs <<'ASK'
const account = `http://127.0.0.1:${process.argv[2]}/2010-04-01/Accounts/AC${'a'.repeat(32)}`;
const paths = [
	'/Calls.json',
	'/Conferences.json',
	'/Calls.json?StartTime=2008-01-02',
	'/Calls.json?StartTime%3E=yesterday',
	`/Calls/CA${'a'.repeat(32)}.json`,
];
for (const path of paths) {
	const answer = await fetch(account + path, { headers: { authorization: 'Basic YTpi' } });
	const { validation = [] } = await answer.json();
	const said = validation.map(({ code, location }) => `${code} ${location.at(-1)}`);
	console.log(`${path.replace(/CAa+/, 'CA…')}: ${answer.status} ${said.join(', ')}`.trim());
}
ASK
seen=$(node ask.mjs "$port")
expected='/Calls.json: 500 format first_page_uri, format next_page_uri, format uri
/Conferences.json: 500 format first_page_uri, format uri
/Calls.json?StartTime=2008-01-02: 422 format starttime
/Calls.json?StartTime%3E=yesterday: 500 format first_page_uri, format next_page_uri, format uri
/Calls/CA….json: 200'
echo "@stoplight/prism-cli $(node -p 'require("./node_modules/@stoplight/prism-cli/package.json").version')"
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 5.16.0.' >&2
	exit 1
}
