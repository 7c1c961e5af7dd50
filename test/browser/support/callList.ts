import type { Locator, Page } from 'playwright-core';

/** The field for a call, with the list of active calls. */
export interface CallList {
	/** The lowest entry of the open list. */
	readonly lastEntry: Locator;
	/** Opens the list and waits for its first entry. */
	open(): Promise<void>;
	/** Opens the list and resolves with what it says in place of entries. */
	openInVain(): Promise<string>;
	entries(): Promise<string[]>;
	/** Narrows the list; resolves when nothing else is left. */
	search(text: string): Promise<void>;
	/** Brings the last entry into sight, as scrolling to the end does, and waits until there are more than now. */
	scrollToEnd(): Promise<void>;
	/** Picks the entry with this text and waits for the list to close. */
	pick(text: string): Promise<void>;
	/** What the field shows. */
	picked(): Promise<string>;
	disappeared(): Promise<void>;
}

/** The call field of the node that is open. */
export function callList(page: Page, parameter: string): CallList {
	const field = page.getByTestId(`resource-locator-${parameter}`);
	const entries = page.getByTestId('rlc-item').filter({ visible: true });
	const open = async () => await field.getByTestId('rlc-input').first().click();
	return {
		lastEntry: entries.last(),
		open: async () => {
			await open();
			await entries.first().waitFor();
		},
		openInVain: async () => {
			await open();
			const error = page.getByTestId('rlc-error-container').filter({ visible: true });
			await error.waitFor();
			return await error.innerText();
		},
		entries: async () => await entries.allInnerTexts(),
		search: async (text) => {
			await page.getByTestId('rlc-search').filter({ visible: true }).fill(text);
			await entries.filter({ hasNotText: text }).first().waitFor({ state: 'detached' });
			await entries.first().waitFor();
		},
		scrollToEnd: async () => {
			const count = await entries.count();
			await entries.last().scrollIntoViewIfNeeded();
			await entries.nth(count).waitFor();
		},
		pick: async (text) => {
			await entries.filter({ hasText: text }).click();
			await entries.first().waitFor({ state: 'hidden' });
		},
		picked: async () => await field.locator('input[data-test-id="rlc-input"]').inputValue(),
		disappeared: async () => await field.waitFor({ state: 'detached' }),
	};
}
