#!/usr/bin/env bash
# n8n-workflow 2.41.0 (n8n 2.41.1), validateFieldType: how Edit Fields and other nodes decide whether a value is of the
# type that somebody chose, and what it becomes.
#
# An empty text, as an empty cell of a sheet or an unanswered question of a form gives, is no switch, no date, no list and
# no object, but it is a number: 0. Where a number is missing a workflow goes on with 0, and nobody is told. And "Infinity"
# is a number, which becomes null where it is written as JSON.
#
# Seen: "" is refused as boolean, dateTime, array and object, and is 0 as number; "Infinity" ends as null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error n8n-workflow@2.41.0 >/dev/null

cat >probe.cjs <<'PROBE'
const { validateFieldType } = require('n8n-workflow');

for (const type of ['boolean', 'dateTime', 'array', 'object', 'number']) {
	const { valid, newValue } = validateFieldType('field', '', type, { parseStrings: true });
	console.log(`"" as ${type}: ${valid ? JSON.stringify(newValue) : 'refused'}`);
}
const { newValue } = validateFieldType('field', 'Infinity', 'number');
console.log(`"Infinity" as number: ${newValue}, written as JSON: ${JSON.stringify(newValue)}`);
PROBE

seen=$(node probe.cjs)
expected='"" as boolean: refused
"" as dateTime: refused
"" as array: refused
"" as object: refused
"" as number: 0
"Infinity" as number: Infinity, written as JSON: null'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.41.0.' >&2
	exit 1
}
