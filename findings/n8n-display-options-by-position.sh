#!/usr/bin/env bash
# n8n-workflow 2.41.0 (n8n 2.41.1), updateDisplayOptions.
#
# Nodes of several resources and operations keep the fields of each in a list, and say once when all of the list is shown:
# updateDisplayOptions({ show: { operation: ['get'] } }, fields). A field that already names operations keeps neither its
# own nor the new ones: the two lists are put over each other by position. What is longer shows through at the end, so the
# field is shown where nobody wanted it, and where it was wanted before it is gone. A node built like this loads and lints.
#
# Seen: a field for create and update, used for get, is one for get and update. With one name in both lists the new one
# holds, with more in the new list the new list does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error n8n-workflow@2.41.0 >/dev/null

cat >probe.cjs <<'PROBE'
const { NodeHelpers, updateDisplayOptions } = require('n8n-workflow');

const OPERATIONS = ['create', 'update', 'delete', 'get'];

function shownFor(own, updated) {
	const field = {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		displayOptions: { show: { operation: own } },
	};
	const [used] = updateDisplayOptions({ show: { operation: updated } }, [field]);
	const isShownFor = (operation) => NodeHelpers.displayParameter({ operation }, used, null, null);
	return OPERATIONS.filter(isShownFor).join(' and ');
}

for (const [own, updated] of [
	[['create', 'update'], ['get']],
	[['create'], ['get']],
	[['create'], ['get', 'delete']],
]) {
	console.log(`for ${own.join(' and ')}, used for ${updated.join(' and ')}: ${shownFor(own, updated)}`);
}
PROBE

seen=$(node probe.cjs)
expected='for create and update, used for get: update and get
for create, used for get: get
for create, used for get and delete: delete and get'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.41.0.' >&2
	exit 1
}
