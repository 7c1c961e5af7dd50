import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';

import { until } from '../support/until';
import { VoiceStage } from '../support/voiceStage';

let stage: VoiceStage;

beforeEach(async () => {
	stage = await VoiceStage.open();
});

afterEach(() => stage.close());

it.each(['/', '/signal/', '/signals', '/_sandbox/calls'])(
	'has no WebSocket at %s',
	async (path) => {
		const socket = new WebSocket(`${stage.emulator.baseUrl.replace('http', 'ws')}${path}`);

		const [error] = await once(socket, 'error').catch((reason: unknown) => [reason]);

		expect(error).toEqual(new Error('Unexpected server response: 404'));
	},
);

async function upgradeElsewhere(): Promise<Socket> {
	const socket = connect({
		port: Number(new URL(stage.emulator.baseUrl).port),
		allowHalfOpen: true,
	});
	socket.write(
		'GET /elsewhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
	);
	await once(socket, 'connect');
	return socket;
}

it('waits for nobody it refused', async () => {
	const socket = await upgradeElsewhere();
	await once(socket, 'data');

	await stage.emulator.stop();

	socket.destroy();
});

it('does not mind when somebody it refuses is gone', async () => {
	const sockets = await Promise.all(Array.from({ length: 20 }, upgradeElsewhere));
	sockets.forEach((socket) => socket.resetAndDestroy());

	await stage.signIn('alice');
});

it('closes every connection when it stops', async () => {
	const clients = [await stage.connect(), await stage.register('alice')];

	await stage.emulator.stop();

	await until(() => clients.every(({ isClosed }) => isClosed));
});

it('leaves nothing open after it stopped in the middle of calls', async () => {
	const script = join(__dirname, '../support/stopDuringCalls.ts');

	const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
		timeout: 20_000,
	});

	expect(stdout).toBe('calls: 8, left open: nothing\n');
}, 30_000);
