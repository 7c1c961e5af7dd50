import type { Locator, Page } from 'playwright-core';

import { poll } from '../../../sandbox/poll';
import { nodeView, type NodeView } from './nodeView';

/** The panel in which a person looks for a node to add. */
export interface NodesPanel {
	readonly frame: Locator;
	/** Types into the search box and resolves with the text of each hit, once one has this name. */
	search(text: string, nodeName: string): Promise<string[]>;
	/** Opens the details of a hit. */
	openDetails(nodeName: string): Promise<void>;
	/** The address of the first hit's icon, once it is drawn. */
	icon(): Promise<string>;
	/** Headings and actions of the details, from top to bottom. */
	actions(): Promise<string[]>;
	/** Adds the node, set up for the action, and opens it. */
	add(action: string): Promise<NodeView>;
}

/** Opens the panel over the workflow that the page shows. */
export async function openNodesPanel(page: Page): Promise<NodesPanel> {
	await page.getByTestId('node-creator-plus-button').click();
	const frame = page.getByTestId('node-creator');
	const items = frame.getByTestId('item-iterator-item');
	return {
		frame,
		search: async (text, nodeName) => {
			await frame.getByTestId('node-creator-search-bar').fill(text);
			await items.filter({ hasText: nodeName }).first().waitFor();
			return await items.allInnerTexts();
		},
		openDetails: async (nodeName) => {
			const hit = items.filter({ hasText: nodeName }).first();
			await hit.click();
			await hit.waitFor({ state: 'detached' }); // the details slide in over the hits
			await items.first().waitFor();
		},
		icon: async () => await drawnIcon(frame),
		actions: async () => await items.allInnerTexts(),
		add: async (action) => {
			await items.getByText(action, { exact: true }).click();
			const view = nodeView(page);
			await view.opened();
			return view;
		},
	};
}

async function drawnIcon(frame: Locator): Promise<string> {
	const image = frame.locator('img').first();
	return await poll('The icon of the first hit', { timeoutMs: 20_000, everyMs: 50 }, async () => {
		const { source, width } = await image.evaluate((element) => ({
			source: String(Reflect.get(element, 'src')),
			width: Number(Reflect.get(element, 'naturalWidth')),
		}));
		return width > 0 ? source : undefined;
	});
}
