#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

/** What Playwright 1.65 sends for each context, and Firefox ESR 153 does not know: https://w3c.github.io/webdriver-bidi */
const UNKNOWN = 'emulation.setMediaFeaturesOverride';
const LISTENING = /^(WebDriver BiDi listening on )(ws:.*)$/;

// Starts the Firefox in FIREFOX_PATH with the arguments given, and stands between it and Playwright, which reads the
// address of a WebSocket from what the browser prints.
const firefox = spawn(process.env['FIREFOX_PATH'] ?? '', process.argv.slice(2), {
	stdio: ['ignore', 'inherit', 'pipe'],
});
firefox.once('error', (error) => {
	console.error(String(error));
	process.exit(1);
});
firefox.once('exit', (code) => process.exit(code ?? 1));
createInterface(firefox.stderr).on('line', (line) => {
	const [, words, address] = LISTENING.exec(line) ?? [];
	if (words === undefined || address === undefined) console.error(line);
	else listen(address, (ownAddress) => console.error(`${words}${ownAddress}`));
});

/**
 * @param {string} address
 * @param {(ownAddress: string) => void} onListening
 */
function listen(address, onListening) {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
	server.once('listening', () => onListening(`ws://127.0.0.1:${server.address().port}`));
	server.on('connection', (client, { url }) => {
		const browser = new WebSocket(`${address}${url}`);
		const opened = new Promise((resolve) => browser.once('open', resolve));
		client.on('message', async (data) => {
			const { id, method } = JSON.parse(data.toString());
			await opened;
			if (method === UNKNOWN) client.send(JSON.stringify({ type: 'success', id, result: {} }));
			else browser.send(data.toString());
		});
		browser.on('message', (data) => client.send(data.toString()));
		browser.once('close', () => client.close());
		client.once('close', () => browser.close());
	});
}
