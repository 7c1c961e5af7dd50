import type { Page } from 'playwright-core';

import { nodeView, type NodeView } from './nodeView';

/** What only the view of a trigger has. */
export interface TriggerView extends NodeView {
	/** Unfolds the URLs. */
	showUrls(kind: 'test' | 'production'): Promise<void>;
	/** Method and URL of each line in sight. */
	urls(): Promise<Array<{ method: string; url: string }>>;
	/** Resolves when the line is there. */
	urlShown(path: string): Promise<void>;
	listen(): Promise<void>;
	/** Resolves when nothing listens any more. */
	listened(): Promise<void>;
	stopListening(): Promise<void>;
}

/** The view of a trigger that is open. */
export function triggerView(page: Page): TriggerView {
	const view = nodeView(page);
	const { frame } = view;
	const lines = frame.locator('.webhooks .webhook-url');
	const listening = frame.getByText('Listening for');
	const listened = async () => await listening.waitFor({ state: 'hidden' });
	return {
		...view,
		showUrls: async (kind) => {
			if (!(await lines.first().isVisible())) await frame.locator('.webhooks .headline').click();
			await frame.getByTestId(`radio-button-${kind}`).click();
			await lines
				.filter({ hasText: kind === 'test' ? '/webhook-test/' : '/webhook/' })
				.first()
				.waitFor();
		},
		urls: async () => {
			const methods = await frame.locator('.webhooks .http-method').allInnerTexts();
			const urls = await lines.allInnerTexts();
			return urls.map((url, index) => ({ method: methods[index]?.trim() ?? '', url: url.trim() }));
		},
		urlShown: async (path) => await lines.filter({ hasText: path }).first().waitFor(),
		listen: async () => {
			await frame.getByTestId('trigger-execute-button').click();
			await listening.waitFor();
		},
		listened,
		stopListening: async () => {
			await frame.getByRole('button', { name: 'Stop Listening' }).first().click();
			await listened();
		},
	};
}
