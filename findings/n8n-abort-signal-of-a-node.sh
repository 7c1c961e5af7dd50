#!/usr/bin/env bash
# n8n-core 2.41.1 (n8n 2.41.1), helper httpRequestWithAuthentication.
#
# IHttpRequestOptions has an `abortSignal`, and `helpers.httpRequest` honours it. Of a node that signs in with a credential
# it is thrown away: in an execution the helper puts the signal that cancels the execution in its place, in the node's own
# object, and where there is none, `undefined`. A node cannot end a request before n8n's `timeout`, which counts silence
# only: an answer that drips in keeps the request open for as long as it drips.
#
# Seen: with httpRequest a signal of 300 ms ends the request; with httpRequestWithAuthentication the same signal does
# nothing, and the 1.5 s of the dripping answer are waited for, though `timeout` is 500 ms.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error n8n-core@2.41.1 n8n-workflow@2.41.0 >/dev/null

cat >probe.cjs <<'PROBE'
require('reflect-metadata');
const { createServer } = require('node:http');
const { ExecuteContext } = require('n8n-core');

const server = createServer((_request, response) => {
	response.writeHead(200, { 'Content-Type': 'text/plain' });
	let drops = 0;
	const drip = setInterval(() => {
		response.write('.');
		if (++drops === 15) response.end(() => clearInterval(drip));
	}, 100);
	response.on('close', () => clearInterval(drip));
});

server.listen(0, '127.0.0.1', async () => {
	const node = {
		id: '1',
		name: 'HTTP',
		type: 'test',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const credentialsHelper = {
		getParentTypes: () => [],
		preAuthentication: async () => undefined,
		authenticate: async (_credential, _type, options) => options,
	};
	const workflow = { id: '1', getNode: () => node, nodeTypes: {} };
	const context = new ExecuteContext(
		workflow,
		node,
		{ credentialsHelper },
		'manual',
		{ resultData: { runData: {} } },
		0,
		[],
		{ main: [[]] },
		{ node, data: { main: [[]] }, source: null },
		[],
	);
	context.getCredentials = async () => ({});
	const options = () => ({
		url: `http://127.0.0.1:${server.address().port}/`,
		timeout: 500,
		abortSignal: AbortSignal.timeout(300),
	});
	const outcome = (promise) =>
		promise.then(
			(text) => `answered with ${text.length} characters`,
			() => 'ended by the signal',
		);

	console.log('httpRequest:', await outcome(context.helpers.httpRequest(options())));
	const signed = options();
	console.log(
		'httpRequestWithAuthentication:',
		await outcome(context.helpers.httpRequestWithAuthentication.call(context, 'someApi', signed)),
	);
	console.log('abortSignal of the options afterwards:', signed.abortSignal);
	server.close();
	server.closeAllConnections();
});
PROBE

seen=$(N8N_USER_FOLDER="$folder" timeout 60 node probe.cjs | tail -n 3)
expected='httpRequest: ended by the signal
httpRequestWithAuthentication: answered with 15 characters
abortSignal of the options afterwards: undefined'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 2.41.1.' >&2
	exit 1
}
