import { selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';

import { OWNER } from '../../../sandbox/n8n/api/api';
import { inPage } from '../../support/browserPage';

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
 * Opens a page of the editor at its address below n8n's, signed in as the owner, and does the work in it;
 * see `inPage`.
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
		await inPage(context, `${n8nUrl}${path}`, [...expectedErrors, ...USUAL_ERRORS], work);
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
