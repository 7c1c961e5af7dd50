import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/**
 * Opens an address and does the work in it. A failure names a picture of the page. Errors in the console that were not
 * expected are failures.
 */
export async function inPage(
	context: BrowserContext,
	url: string,
	expectedErrors: readonly RegExp[],
	work: (page: Page) => Promise<void>,
): Promise<void> {
	const page = await context.newPage();
	const errors = collectErrors(page, expectedErrors);
	try {
		await page.goto(url);
		await work(page);
		if (errors.length > 0) throw new Error(`The console shows errors:\n${errors.join('\n')}`);
	} catch (error) {
		throw await withPicture(page, error, errors);
	}
}

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

async function withPicture(
	page: Page,
	error: unknown,
	errors: readonly string[],
): Promise<unknown> {
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-browser-'));
	const path = join(folder, 'page.png');
	return await page.screenshot({ path, fullPage: true }).then(
		() =>
			new Error(
				[`The page did not do as expected; what it showed: ${path}`, ...errors].join('\n'),
				{
					cause: error,
				},
			),
		() => error,
	);
}
