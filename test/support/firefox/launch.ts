import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firefox, type Browser } from 'playwright-core';

import { findProgram } from '../../../sandbox/queue/programs';
import { startProxy } from '../hostProxy';
import { firefoxPreferences, type FirefoxOptions } from './preferences';

const NAMES = ['firefox-esr', 'firefox'];
const FOLDERS = ['/Applications/Firefox.app/Contents/MacOS'];
const BRIDGE = join(__dirname, 'bidiBridge.mjs');
const isTwilio = (host: string) => /^[\w.-]+\.twilio\.com$/.test(host);

/**
 * Starts this machine's own Firefox, which reaches nothing but this machine. Throws with how to install one. Contexts
 * need `ignoreHTTPSErrors` for the hosts of Twilio, and their color scheme is that of the browser.
 */
export async function launchFirefox(options: FirefoxOptions): Promise<Browser> {
	const program = findFirefox(process.env['FIREFOX_PATH'] ?? '');
	const proxy = await startProxy(isTwilio, options.twilioPort);
	try {
		const browser = await firefox.launch({
			channel: 'moz-firefox', // by WebDriver BiDi, instead of a protocol that only Playwright's own build speaks
			executablePath: BRIDGE,
			env: { ...process.env, FIREFOX_PATH: program },
			firefoxUserPrefs: firefoxPreferences(options, proxy.port),
		});
		browser.once('disconnected', proxy.stop);
		return browser;
	} catch (error) {
		proxy.stop();
		throw error;
	}
}

function findFirefox(chosen: string): string {
	const paths = chosen === '' ? NAMES.map((name) => findProgram(name, FOLDERS)) : [chosen];
	const program = paths.find((path) => path !== undefined && existsSync(path));
	if (program !== undefined) return program;
	throw new Error(
		'There is no Firefox to test with: install one (Debian: apt-get install firefox-esr; Ubuntu and Fedora: the package firefox; macOS: brew install --cask firefox), or set FIREFOX_PATH to the program file of one.',
	);
}
