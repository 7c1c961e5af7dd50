import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import openApiJson from '../../../sandbox/twilio/openapi.json';

/** The path of Twilio's document, as it is published but for what is cut off. */
export const PUBLISHED = join(__dirname, '../../../sandbox/twilio/openapi.json');

/** Where Twilio's own examples break Twilio's own document. */
interface Exception {
	readonly reason: string;
	/** Of an answer, in Prism's words: the code, and where; `#` stands for any number. */
	readonly violations: readonly string[];
	/** What a member of the document has to be for the examples to be right. */
	readonly correct: (name: string, member: Readonly<Record<string, unknown>>) => object;
}

/** Prism looks at no parameter with `<` or `>` in its name. */
const TIMES = ['StartTime', 'EndTime'];
const TIME_OR_DAY = {
	anyOf: ['date-time', 'date'].map((format) => ({ type: 'string', format })),
};
const LINKS = ['first_page_uri', 'next_page_uri', 'previous_page_uri', 'uri'];
const REASON = 'conference_enum_reason_conference_ended';

export const EXCEPTIONS: readonly Exception[] = [
	{
		reason: 'the links of a list are called URIs, and are paths in every example',
		violations: LINKS.map((link) => `format ${link}`),
		correct: (name, member) =>
			LINKS.includes(name) ? { ...member, format: 'uri-reference' } : member,
	},
	{
		reason: 'the reason why a conference ended is null in every example of one that goes on',
		violations: ['enum', 'type'].map((code) => `${code} conferences.#.reason_conference_ended`),
		correct: (name, member) => {
			const { enum: reasons } = openApiJson.components.schemas[REASON];
			return name === REASON ? { ...member, nullable: true, enum: [...reasons, null] } : member;
		},
	},
	{
		reason:
			'the times by which calls are listed are called date-time, and are days in the examples',
		violations: [], // they are in the links, which lead to requests
		correct: (_name, member) =>
			TIMES.includes(String(member['name'])) ? { ...member, schema: TIME_OR_DAY } : member,
	},
];

/** Writes the document without these exceptions; examples stay as they are. */
export async function writeCorrected(file: string): Promise<void> {
	const corrected: unknown = JSON.parse(readFileSync(PUBLISHED, 'utf8'), (name, member) =>
		typeof member === 'object' && member !== null && !Array.isArray(member)
			? EXCEPTIONS.reduce((so, { correct }) => correct(name, so), member)
			: member,
	);
	await writeFile(file, JSON.stringify(corrected));
}

const listShape = z.object({
	get: z.object({
		responses: z.object({
			200: z.object({
				content: z.object({ 'application/json': z.object({ examples: z.record(z.unknown()) }) }),
			}),
		}),
	}),
});

/** The names of the examples of what each path answers, where there are several: of lists. */
export const LIST_EXAMPLES: ReadonlyMap<string, readonly string[]> = new Map(
	Object.entries(openApiJson.paths).flatMap(([path, methods]) => {
		const list = listShape.safeParse(methods).data;
		const examples = Object.keys(
			list?.get.responses[200].content['application/json'].examples ?? {},
		);
		return examples.length > 1 ? [[path, examples] as const] : [];
	}),
);
