#!/usr/bin/env bash
# n8n-workflow 2.41.0 (n8n 2.41.1), class Workflow.
#
# n8n keeps the connections of a workflow in plain objects, by the names of the nodes, and asks these objects themselves
# whether they know a name. A node may have any name the editor lets one type, and two of them change what the graph is:
# with a node named "hasOwnProperty" whoever asks for parents or for the start gets a TypeError (n8n itself, too: the
# workflow does not run), and a node named "__proto__" has no parents, without any error.
#
# Seen: "Ask" has the parent Start; "hasOwnProperty" ends in "connections.hasOwnProperty is not a function"; "__proto__"
# has none; "constructor", "toString" and "valueOf" are nodes like any other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error n8n-workflow@2.41.0 >/dev/null

cat >probe.cjs <<'PROBE'
const { Workflow } = require('n8n-workflow');

const type = { description: { properties: [], inputs: ['main'], outputs: ['main'] } };
const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
const node = (name) => ({
	id: name,
	name,
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});
for (const name of ['Ask', 'hasOwnProperty', '__proto__', 'constructor', 'toString', 'valueOf']) {
	const connections = { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } };
	const nodes = [node('Start'), node(name)];
	const workflow = new Workflow({ id: '1', nodes, connections, active: false, nodeTypes });
	let parents;
	try {
		parents = workflow.getParentNodes(name).join() || 'none';
	} catch (error) {
		parents = `${error.name}: ${error.message}`;
	}
	console.log(`${name}: ${parents}`);
}
PROBE

seen=$(node probe.cjs)
expected='Ask: Start
hasOwnProperty: TypeError: connections.hasOwnProperty is not a function
__proto__: none
constructor: Start
toString: Start
valueOf: Start'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.41.0.' >&2
	exit 1
}
