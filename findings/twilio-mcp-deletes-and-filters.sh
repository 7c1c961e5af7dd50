#!/usr/bin/env bash
# @twilio-alpha/openapi-mcp-server 0.7.0, on which @twilio-alpha/mcp 0.7.0 (Twilio's MCP server) is built.
#
# An agent that works with it is told the wrong thing, and no error says so:
# - what it deletes is gone, and the tool answers "An error occurred while making the request": Twilio answers 204 without
#   a body, which the server reads as JSON. An agent tries again and then is told that there is no such resource.
# - of a GET only the path is sent. Tools that list have arguments for every filter, for the size of a page and for its
#   token; the agent fills them in, and gets the first page of everything.
#
# The server reads an OpenAPI document; here one of two operations, at a local server that answers as Twilio does.
# Seen: "DELETE /things/1.json" is answered with 204, the tool with an error; of the list "GET /things.json" arrives.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error @twilio-alpha/openapi-mcp-server@0.7.0 >/dev/null

cat >probe.mjs <<'PROBE'
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const server = createServer(({ method, url }, response) => {
	console.log(`${method} ${url}`);
	if (method === 'DELETE') return response.writeHead(204).end();
	response.setHeader('content-type', 'application/json').end('{"things":[]}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

mkdirSync('specs');
writeFileSync(
	'specs/things.yaml',
	`openapi: 3.0.1
info: { title: Things, version: 1.0.0 }
servers: [{ url: 'http://127.0.0.1:${server.address().port}' }]
paths:
  /things.json:
    servers: [{ url: 'http://127.0.0.1:${server.address().port}' }]
    get:
      operationId: ListThing
      tags: [Things]
      parameters:
        - { name: Status, in: query, schema: { type: string } }
        - { name: PageSize, in: query, schema: { type: integer } }
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object } } } } }
  /things/{Sid}.json:
    servers: [{ url: 'http://127.0.0.1:${server.address().port}' }]
    delete:
      operationId: DeleteThing
      tags: [Things]
      parameters:
        - { name: Sid, in: path, required: true, schema: { type: string } }
      responses: { '204': { description: Deleted } }
`,
);
const program = 'node_modules/@twilio-alpha/openapi-mcp-server/build/simple.js';
const mcp = spawn(process.execPath, [program, '--apiPath', 'specs'], { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = new Map();
createInterface({ input: mcp.stdout }).on('line', (line) => {
	const answer = JSON.parse(line);
	answers.get(answer.id)?.(answer);
});
let asked = 0;
const say = (message) => mcp.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const ask = (method, params) =>
	new Promise((resolve) => {
		answers.set(++asked, resolve);
		say({ id: asked, method, params });
	});
await ask('initialize', {
	protocolVersion: '2025-03-26',
	capabilities: {},
	clientInfo: { name: 'probe', version: '1' },
});
say({ method: 'notifications/initialized' });
const { result } = await ask('tools/list', {});
const toolOf = (operation) => result.tools.find(({ name }) => name.endsWith(operation));
const use = async (operation, args) => {
	const { error } = await ask('tools/call', { name: toolOf(operation).name, arguments: args });
	console.log(`${operation}: ${error ? error.message : 'fine'}`);
};
console.log(`ListThing takes ${Object.keys(toolOf('ListThing').inputSchema.properties)}`);
await use('ListThing', { Status: 'new', PageSize: 2 });
await use('DeleteThing', { Sid: '1' });
mcp.kill();
server.close();
server.closeAllConnections();
PROBE
seen=$(timeout 60 node probe.mjs)
expected='ListThing takes Status,PageSize
GET /things.json
ListThing: fine
DELETE /things/1.json
DeleteThing: An error occurred while making the request'
echo "@twilio-alpha/openapi-mcp-server $(node -p 'require("./node_modules/@twilio-alpha/openapi-mcp-server/package.json").version')"
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with 0.7.0.' >&2
	exit 1
}
