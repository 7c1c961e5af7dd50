import { connect } from 'node:net';
import { once } from 'node:events';

import { HOST } from '../../sandbox/listen';

/** n8n's queue of executions in Redis. */
export interface Jobs {
	/** How many were ever put into it. */
	readonly added: number;
	/** How many of them wait or are being executed. */
	readonly unfinished: number;
}

// The names are those of Bull, which n8n uses.
const READ = `return {
	tonumber(redis.call('get', 'bull:jobs:id') or 0),
	redis.call('llen', 'bull:jobs:wait') + redis.call('llen', 'bull:jobs:active') + redis.call('llen', 'bull:jobs:paused')
}`.replaceAll(/\s+/g, ' ');

/** Asks Redis itself, which costs n8n nothing. */
export async function readJobs(port: number): Promise<Jobs> {
	const socket = connect(port, HOST);
	try {
		socket.write(`EVAL "${READ}" 0\r\n`);
		let answer = '';
		while (answer.split('\r\n').length < 4 && !answer.startsWith('-')) {
			const [chunk] = await once(socket, 'data');
			answer += String(chunk);
		}
		const [, added, unfinished] = /^\*2\r\n:(\d+)\r\n:(\d+)\r\n/.exec(answer) ?? [];
		if (added === undefined) throw new Error(`Redis answered ${answer}`);
		return { added: Number(added), unfinished: Number(unfinished) };
	} finally {
		socket.destroy();
	}
}
