import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const REMEDIES: Partial<Record<NodeJS.Platform, string>> = {
	linux: 'install one (Debian and Ubuntu: apt-get install chromium; Fedora: dnf install chromium)',
	darwin: 'install Google Chrome (brew install --cask google-chrome)',
	win32: 'install Google Chrome (winget install Google.Chrome)',
};

const ARGUMENTS = [
	'--no-sandbox', // as root, for example in a container, Chromium does not start with it; the pages are our own
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Starts this machine's Chromium or Chrome, which reaches nothing but this machine. Throws with how to install one. */
export async function launchChromium(): Promise<Browser> {
	const program = findChromium(process.env['CHROMIUM_PATH'] ?? '');
	if (program === undefined) throw noBrowser();
	return await chromium.launch({ ...program, args: ARGUMENTS }).catch((error: unknown) => {
		throw program.channel === undefined ? error : noBrowser();
	});
}

function findChromium(chosen: string): LaunchOptions | undefined {
	if (chosen !== '') return existsSync(chosen) ? { executablePath: chosen } : undefined;
	// On these two it is not on the PATH; Playwright knows where it is.
	if (['darwin', 'win32'].includes(process.platform)) return { channel: 'chrome' };
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const executablePath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
		(path) => existsSync(path),
	);
	return executablePath === undefined ? undefined : { executablePath };
}

function noBrowser(): Error {
	const remedy = REMEDIES[process.platform] ?? 'install Chromium';
	return new Error(
		`There is no Chromium or Chrome to test the editor with: ${remedy}, or set CHROMIUM_PATH to the program file of one.`,
	);
}
