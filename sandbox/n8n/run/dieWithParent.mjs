import { setInterval } from 'node:timers';

// Preloaded into n8n: its process group ends within a second of the process that started it, even when that was SIGKILLed.
const parent = process.ppid;

setInterval(() => {
	if (process.ppid !== parent) process.kill(-process.pid, 'SIGKILL');
}, 1000).unref();
