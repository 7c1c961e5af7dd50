import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { OWNER } from '../../../sandbox/n8n/api/api';

selectors.setTestIdAttribute('data-test-id');

/** n8n ties a session to the browser it was opened in. */
const BROWSER_ID = 'browser-test';

export interface EditorOptions {
	readonly n8nUrl: string;
	/** Console errors that belong to the test; those n8n has anyway need not be named. */
	readonly expectedErrors?: readonly RegExp[];
	/** Of the window, in CSS pixels. */
	readonly width?: number;
	/** Pixels of a picture for each CSS pixel. */
	readonly scale?: number;
}

/**
 * Opens a page of the editor at its address below n8n's, signed in as the owner, and does the work in it. A
 * failure names a picture of the page. Errors in the console that were not expected are failures.
 */
export async function inEditor(
	browser: Browser,
	path: string,
	options: EditorOptions,
	work: (page: Page) => Promise<void>,
): Promise<void> {
	const { n8nUrl, expectedErrors = [] } = options;
	const context = await newContext(browser, options);
	try {
		const page = await context.newPage();
		const errors = collectErrors(page, [...expectedErrors, ...USUAL_ERRORS]);
		try {
			await page.goto(`${n8nUrl}${path}`);
			await work(page);
			if (errors.length > 0) throw new Error(`The console shows errors:\n${errors.join('\n')}`);
		} catch (error) {
			throw await withPicture(page, error);
		}
	} finally {
		await context.close();
	}
}

async function newContext(
	browser: Browser,
	{ n8nUrl, width = 1440, scale = 1 }: EditorOptions,
): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport: { width, height: 900 },
		deviceScaleFactor: scale,
		locale: 'en-US',
		timezoneId: 'UTC',
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(20_000);
	context.setDefaultNavigationTimeout(60_000);
	await context.addInitScript({
		content: `localStorage.setItem('n8n-browserId', '${BROWSER_ID}'); localStorage.setItem('N8N_THEME', 'light');`,
	});
	const login = await context.request.post(`${n8nUrl}/rest/login`, {
		headers: { 'browser-id': BROWSER_ID },
		data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
	});
	if (!login.ok()) throw new Error(`n8n answered ${login.status()} to the login`);
	return context;
}

const USUAL_ERRORS = [
	/ERR_NAME_NOT_RESOLVED.* https:\/\/registry\.npmjs\.org\//, // details of the package, in the nodes panel
	/404.*\/schemas\//, // n8n asks for an output schema of every operation
];

function collectErrors(page: Page, expected: readonly RegExp[]): string[] {
	const errors: string[] = [];
	const add = (text: string) => {
		if (!expected.some((pattern) => pattern.test(text))) errors.push(text);
	};
	page.on('pageerror', (error) => add(`uncaught ${String(error)}`));
	page.on('console', (message) => {
		if (message.type() === 'error') add(`${message.text()} ${message.location().url}`);
	});
	return errors;
}

async function withPicture(page: Page, error: unknown): Promise<unknown> {
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-browser-'));
	const path = join(folder, 'page.png');
	return await page.screenshot({ path, fullPage: true }).then(
		() => new Error(`The editor did not do as expected; what it showed: ${path}`, { cause: error }),
		() => error,
	);
}
