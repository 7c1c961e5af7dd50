import { spawn } from 'node:child_process';

import '../n8n/run/dieWithParent.mjs';

// Runs a server that knows nothing of who started it, so that it ends with that: node guard.mjs <signal to stop it> <program> …
const [stopSignal, program, ...args] = process.argv.slice(2);

const server = spawn(program, args, { stdio: 'inherit' });
server.once('error', (error) => {
	console.error(String(error));
	process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', () => server.kill(stopSignal));
