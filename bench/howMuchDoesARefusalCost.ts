import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'node:querystring';

import { readCallMessage } from '../nodes/TwilioCallMessages/twilio/callback/messageCallback';
import { acceptCallback } from '../nodes/TwilioCallMessages/webhooks/acceptCallback';
import { ACCOUNT } from './callback';
import { EARLIER, withEarlierBuild } from './earlierBuild';
import { refusalsOf, refusedGet, type Refusal } from './refusal/refusals';
import { printAnswer, say, type Answer } from './report/answer';
import { atLeast, atMost } from './report/goal';
import { median } from './report/statistics';

const ROUNDS = 15;
/** As n8n has them behind a proxy, while tokens rotate: each spelling of each URL, under each token. */
const ORIGINS = ['https://n8n.example.com', 'https://n8n.example.com:8443'];
const account = {
	accountSid: ACCOUNT.accountSid,
	authTokens: [ACCOUNT.authToken, 'fedcba9876543210fedcba9876543210'],
	sharedKeySecrets: [],
};

type Door = (request: object, account: object, readShape: unknown) => { accepted: boolean };

interface Measured {
	readonly name: string;
	readonly parsingMs: number;
	readonly todayMs: number;
	readonly earlierMs: number | undefined;
}

/** What a request costs that is refused at the door, beside what n8n spends on parsing its body before. */
export async function howMuchDoesARefusalCost(): Promise<Answer> {
	const rows = await withEarlierBuild(EARLIER, async (folder) => measureAll(doorIn(folder))).catch(
		(error: unknown) => {
			say(`No earlier build to compare with: ${String(error)}`);
			return measureAll(undefined);
		},
	);
	const beside = ({ todayMs, parsingMs }: Measured) => todayMs / parsingMs;
	const ofSize = (size: string) => rows.filter(({ name }) => name.startsWith(size));
	const faster = ({ todayMs, earlierMs = NaN }: Measured) => earlierMs / todayMs;
	const brokenPairs = ofSize('256 kB').filter(({ name }) => name.includes('%&'));
	return {
		question: 'How much does a refusal cost?',
		versions: `beside commit ${EARLIER}`,
		notes: [
			`ms of the event loop, the median of ${ROUNDS} rounds in which all take turns. Two URLs that may have been called, two Auth Tokens.`,
			"n8n's parsing is `querystring.parse` with at most 1,000 keys, JSON.parse for JSON: what n8n does to the same body before it asks the node.",
		],
		table: {
			columns: [
				'request',
				"n8n's parsing",
				'refusal',
				`at ${EARLIER}`,
				'x parsing',
				'times faster',
			],
			rows: rows.map((row) => [
				row.name,
				row.parsingMs.toFixed(3),
				row.todayMs.toFixed(3),
				row.earlierMs?.toFixed(3) ?? '-',
				beside(row).toFixed(2),
				faster(row).toFixed(1),
			]),
		},
		goals: [
			atMost(
				2,
				Math.max(...ofSize('256 kB').map(beside)),
				'x',
				"the dearest refusal of 256 kB beside n8n's own parsing of the same body",
			),
			atLeast(
				100,
				Math.min(...brokenPairs.map(faster)),
				'x',
				`256 kB of %& is refused faster than at ${EARLIER}:`,
			),
		],
	};
}

function doorIn(folder: string): Door {
	const load = createRequire(__filename);
	const nodes = join(folder, 'nodes', 'TwilioCallMessages');
	const { acceptCallback: earlierDoor } = load(join(nodes, 'webhooks', 'acceptCallback.ts'));
	const { readCallMessage: earlierShape } = load(
		join(nodes, 'twilio', 'callback', 'messageCallback.ts'),
	);
	return (request, ownAccount) => earlierDoor(request, ownAccount, earlierShape);
}

function measureAll(earlier: Door | undefined): Measured[] {
	const refusals = [...refusalsOf(256), ...refusalsOf(127), refusedGet];
	return refusals.map((refusal) => measure(refusal, earlier));
}

function measure({ name, request }: Refusal, earlier: Door | undefined): Measured {
	say(name);
	const called = { ...request, urls: ORIGINS.map((origin) => origin + request.originalUrl) };
	const today = () => acceptCallback(called, account, readCallMessage);
	const candidates: Array<() => unknown> = [
		() => parsedByN8n(request),
		today,
		...(earlier ? [() => earlier(called, account, undefined)] : []),
	];
	if (today().accepted) throw new Error(`${name} was let in`);
	const samples = candidates.map((): number[] => []);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [index, candidate] of candidates.entries()) samples[index]?.push(timeOf(candidate));
	}
	const [parsingMs = NaN, todayMs = NaN, earlierMs] = samples.map(median);
	return { name, parsingMs, todayMs, earlierMs };
}

function parsedByN8n({ contentType, rawBody, originalUrl }: Refusal['request']): unknown {
	const text = rawBody.toString();
	if (contentType === 'application/json') return JSON.parse(text);
	return parse(text || originalUrl, undefined, undefined, { maxKeys: 1_000 });
}

function timeOf(work: () => unknown): number {
	const started = process.hrtime.bigint();
	work();
	return Number(process.hrtime.bigint() - started) / 1e6;
}

if (require.main === module) void printAnswer(howMuchDoesARefusalCost);
