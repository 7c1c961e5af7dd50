#!/usr/bin/env bash
# bull 4.16.4 on ioredis 5.3.2 (what n8n 2.41.1 has in queue mode), Redis of Debian (apt-get install redis-server).
#
# When the connection to Redis breaks between a command and its answer, ioredis sends the command again on the next
# connection. Adding a job is a script that numbers the job itself, so the repeat is another job: one add(), which resolves
# once and with one ID, has put the same work into the queue twice. A job with an ID of one's own is there once.
#
# Seen: one add() whose answer is lost with its connection makes 2 jobs; with { jobId: 'mine' }, 1.
set -euo pipefail
command -v redis-server >/dev/null || {
	echo 'redis-server is missing: apt-get install redis-server' >&2
	exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error bull@4.16.4 ioredis@5.3.2 >/dev/null

cat >probe.cjs <<'PROBE'
const { spawn } = require('node:child_process');
const { connect, createServer } = require('node:net');
const Queue = require('bull');
const Redis = require('ioredis');

const freePort = () =>
	new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});

/** Between Bull and Redis. While `isArmed`, the next answer to a command that adds a job is lost with its connection. */
const line = { isArmed: false };
function startLine(redisPort) {
	const server = createServer((client) => {
		const redis = connect(redisPort, '127.0.0.1');
		const end = () => (client.destroy(), redis.destroy());
		let isAdding = false;
		client.on('data', (data) => {
			isAdding = line.isArmed && data.includes('evalsha') && data.includes('job for');
			redis.write(data);
		});
		redis.on('data', (data) => {
			if (!isAdding || data.includes('NOSCRIPT')) return client.write(data);
			line.isArmed = false;
			end();
		});
		for (const socket of [client, redis]) socket.on('error', end).on('close', end);
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function main() {
	const port = await freePort();
	const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const redis = spawn('redis-server', options.map(String), { stdio: 'ignore' });
	const server = await startLine(port);
	try {
		const { port: linePort } = server.address();
		const createClient = () =>
			new Redis({ port: linePort, maxRetriesPerRequest: null, enableReadyCheck: false });
		for (const [named, jobOptions] of [
			['without an ID', {}],
			['with an ID of its own', { jobId: 'mine' }],
		]) {
			const queue = new Queue(named, { createClient });
			await queue.add({ note: 'so that Redis knows the script' }, { jobId: 'first' });
			await queue.empty();
			line.isArmed = true;
			const { id } = await queue.add({ note: 'job for a worker' }, jobOptions);
			const waiting = await queue.getWaiting();
			const which = waiting.some((job) => job.id === id) ? 'one of them' : 'none of them';
			console.log(`${named}: 1 add(), ${waiting.length} in the queue; add() resolved with ${which}`);
			await queue.close();
		}
	} finally {
		server.close();
		redis.kill();
	}
}

void main().then(() => process.exit(0));
PROBE

seen=$(node probe.cjs)
expected='without an ID: 1 add(), 2 in the queue; add() resolved with one of them
with an ID of its own: 1 add(), 1 in the queue; add() resolved with one of them'
echo "$seen"
[[ "$seen" == "$expected" ]] || {
	echo 'This is not what was seen with bull 4.16.4.' >&2
	exit 1
}
