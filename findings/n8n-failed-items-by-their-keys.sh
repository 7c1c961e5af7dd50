#!/usr/bin/env bash
# n8n-core 2.20.6 (n8n 2.20.12) and 2.41.1 (n8n 2.41.1), class WorkflowExecute, On Error = Continue (using error output).
#
# A node gives out failed and good items in one list, and n8n tells them apart by the keys of their JSON. Which keys make a
# failed item has changed since: "error" alone or "error" and "message" in 2.20, and in 2.41 "details" beside them.
# With any other key the item leaves by the success output, in both. An item with an `error` beside its JSON always takes
# the error output, and n8n throws its JSON away for it, code and all.
#
# Seen, by the keys of the item: see below. Whoever writes a node meets it, and whoever moves a workflow to another n8n.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >probe.cjs <<'PROBE'
require('reflect-metadata');
const { ExecutionLifecycleHooks, WorkflowExecute } = require('n8n-core');
const { Workflow, createRunExecutionData } = require('n8n-workflow');

const error = 'No such call';
const forms = {
	'error': { json: { error } },
	'error, message': { json: { error, message: 'Check it' } },
	'error, details': { json: { error, details: { code: 20404 } } },
	'error, code': { json: { error, code: 20404 } },
	'error with code in it': { json: { error: { message: error, code: 20404 } } },
	'error, and an error beside': { json: { error, code: 20404 }, error: new Error(error) },
};
const items = Object.values(forms).map((form, item) => ({ ...form, pairedItem: { item } }));
const description = (name, inputs) => ({ description: { name, properties: [], inputs, outputs: ['main'] } });
const types = {
	start: description('start', []),
	node: { ...description('node', ['main']), execute: async () => [items] },
};
const nodeTypes = {
	getByName: (type) => types[type],
	getByNameAndVersion: (type) => types[type],
	getKnownTypes: () => ({}),
};
const node = (name, type) => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} });
const workflow = new Workflow({
	id: '1',
	nodes: [node('Start', 'start'), { ...node('Node', 'node'), onError: 'continueErrorOutput' }],
	connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
	active: false,
	nodeTypes,
	settings: { executionOrder: 'v1' },
});
const additionalData = {
	executionId: '1',
	hooks: new ExecutionLifecycleHooks('trigger', '1', { id: '1', name: 'probe', nodes: [], connections: {} }),
	currentNodeExecutionIndex: 0,
	webhookWaitingBaseUrl: 'http://localhost/waiting',
	formWaitingBaseUrl: 'http://localhost/form',
	variables: {},
};
new WorkflowExecute(additionalData, 'trigger', createRunExecutionData({}))
	.run({
		workflow,
		startNode: workflow.getNode('Start'),
		pinData: { Start: items.map((_, n) => ({ json: { n } })) },
	})
	.then(({ data }) => {
		const outputs = data.resultData.runData.Node[0].data.main;
		for (const [n, form] of Object.keys(forms).entries()) {
			const output = outputs.findIndex((list) => list.some(({ pairedItem }) => pairedItem.item === n));
			const { json } = outputs[output].find(({ pairedItem }) => pairedItem.item === n);
			console.log(`  ${form}: ${['success', 'error'][output]} output, with ${Object.keys(json).join(' ')}`);
		}
		process.exit();
	});
PROBE

run() {
	mkdir "$1"
	(
		cd "$1"
		npm init -y >/dev/null
		npm install --ignore-scripts --no-audit --no-fund --loglevel=error "n8n-core@$1" "n8n-workflow@$2" >/dev/null
		cp ../probe.cjs .
		echo "n8n-core $1"
		N8N_USER_FOLDER="$folder/$1" N8N_LOG_LEVEL=silent node probe.cjs
	)
}
seen=$(run 2.20.6 2.20.3 && run 2.41.1 2.41.0)
echo "$seen"
expected='n8n-core 2.20.6
  error: error output, with n error
  error, message: error output, with n error message
  error, details: success output, with error details
  error, code: success output, with error code
  error with code in it: error output, with n error
  error, and an error beside: error output, with error
n8n-core 2.41.1
  error: error output, with n error
  error, message: error output, with n error message
  error, details: error output, with n error details
  error, code: success output, with error code
  error with code in it: error output, with n error
  error, and an error beside: error output, with error'
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen.' >&2
	exit 1
}
