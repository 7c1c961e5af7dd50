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
];

/** Beeps once a second. */
const PRETENDED_MICROPHONE = [
	'--use-fake-device-for-media-stream',
	'--use-fake-ui-for-media-stream',
];

const ONLY_THIS_MACHINE = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost';

export interface ChromiumOptions {
	/** The port of this machine that stands for each host of Twilio, behind TLS with whatever certificate. */
	readonly twilioPort?: number;
	/** Whether there is a microphone. Default true; nobody is asked whether it may be used. */
	readonly hasMicrophone?: boolean;
}

/** Starts this machine's Chromium or Chrome, which reaches nothing but this machine. Throws with how to install one. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Browser> {
	const program = findChromium(process.env['CHROMIUM_PATH'] ?? '');
	if (program === undefined) throw noBrowser();
	const args = [...ARGUMENTS, ...argumentsFor(options)];
	return await chromium.launch({ ...program, args }).catch((error: unknown) => {
		throw program.channel === undefined ? error : noBrowser();
	});
}

function argumentsFor({ twilioPort, hasMicrophone = true }: ChromiumOptions): string[] {
	const microphone = hasMicrophone ? PRETENDED_MICROPHONE : [];
	if (twilioPort === undefined)
		return [...microphone, `--host-resolver-rules=${ONLY_THIS_MACHINE}`];
	const rules = `MAP *.twilio.com 127.0.0.1:${twilioPort}, ${ONLY_THIS_MACHINE}`;
	return [...microphone, `--host-resolver-rules=${rules}`, '--ignore-certificate-errors'];
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
		`There is no Chromium or Chrome to test with: ${remedy}, or set CHROMIUM_PATH to the program file of one.`,
	);
}
