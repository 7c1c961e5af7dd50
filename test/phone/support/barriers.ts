import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';

import type { PhonePage } from './phonePage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What a person with an impairment would stumble over, by the rules of WCAG 2.1 AA. */
export async function barriers({ page }: PhonePage): Promise<string[]> {
	await page.evaluate(AXE);
	const { violations } = await page.evaluate<AxeResults>(
		"axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })",
	);
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
