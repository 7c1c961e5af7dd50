import type { Locator, Page } from 'playwright-core';

import { poll, until } from '../../../sandbox/poll';
import { callList, type CallList } from './callList';

const PATIENCE = { timeoutMs: 20_000, everyMs: 50 };
const NO_BREAK_SPACE = '\u00a0';

/** The view in which a person sets up a node and runs it. */
export interface NodeView {
	/** All of it, as a picture shows it. */
	readonly frame: Locator;
	readonly callSid: CallList;
	/** Rejects when the view does not open. */
	opened(): Promise<void>;
	/** Names of the parameters in sight, from top to bottom. */
	labels(): Promise<string[]>;
	/** Chooses from a drop-down list, by the name of the option. */
	choose(parameter: string, option: string): Promise<void>;
	turnOn(parameter: string): Promise<void>;
	writeJson(parameter: string, json: string): Promise<void>;
	/** Runs the node and resolves with its output as JSON. */
	execute(): Promise<unknown>;
	/** What the output panel shows, as JSON, once there is something. */
	output(): Promise<unknown>;
}

/** Opens a node of the workflow that the page shows. */
export async function openNode(page: Page, nodeName: string): Promise<NodeView> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`).dblclick();
	const view = nodeView(page);
	await view.opened();
	return view;
}

/** The view of a node that is open, or about to be. */
export function nodeView(page: Page): NodeView {
	const frame = page.getByTestId('ndv');
	const parameter = (name: string) => frame.getByTestId(`parameter-input-${name}`);
	const output = async () => await readOutput(frame.getByTestId('output-panel'));
	return {
		frame,
		callSid: callList(page, 'callSid'),
		opened: async () => await frame.getByTestId('node-parameters').waitFor(),
		labels: async () => await readLabels(frame),
		choose: async (name, option) => await chooseOption(page, parameter(name), option),
		turnOn: async (name) => await parameter(name).locator('.el-switch').click(),
		writeJson: async (name, json) => await parameter(name).locator('.cm-content').fill(json),
		execute: async () => {
			await frame.getByTestId('node-execute-button').click();
			return await output();
		},
		output,
	};
}

async function readLabels(frame: Locator): Promise<string[]> {
	const labels = frame.getByTestId('node-parameters').locator('label').filter({ visible: true });
	// Beside the name stands the switch between fixed value and expression.
	return (await labels.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '');
}

async function chooseOption(page: Page, field: Locator, option: string): Promise<void> {
	await field.click();
	const name = page.getByText(option, { exact: true });
	await page.getByRole('option').filter({ visible: true }).filter({ has: name }).click();
	const chosen = field.locator('input').first();
	await until(
		`The choice of ${option}`,
		PATIENCE,
		async () => (await chosen.inputValue()) === option,
	);
}

async function readOutput(panel: Locator): Promise<unknown> {
	await panel.getByTestId('ndv-items-count').waitFor();
	await panel.getByTestId('radio-button-json').click();
	return await poll('The output as JSON', PATIENCE, async () => {
		const text = (await panel.locator('.json-data').textContent()) ?? '';
		try {
			return JSON.parse(text.replaceAll(NO_BREAK_SPACE, ' ')) as unknown;
		} catch {
			return undefined; // still being drawn
		}
	});
}
