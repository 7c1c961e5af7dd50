import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { z } from 'zod';

import { poll } from '../../../sandbox/poll';
import type { Account } from '../../../sandbox/twilio/account';
import { pathOf } from './clientNames';
import { endOf } from './runClient';
import type { TwilioHost } from './twilioHost';

const LIMITS = { timeoutMs: 50_000, everyMs: 10 };

const answerShape = z.object({
	id: z.union([z.number(), z.string()]).optional(),
	result: z.unknown().optional(),
	error: z.object({ message: z.string() }).optional(),
});
type Answer = z.infer<typeof answerShape>;

const toolResult = z.object({ content: z.array(z.object({ text: z.string() })) });

/** A session with Twilio's MCP server: JSON-RPC, a line each, over its stdin and stdout. */
export class TwilioMcp {
	private readonly answers = new Map<number | string, Answer>();
	private asked = 0;
	private readonly ended: Promise<unknown>;

	private constructor(
		private readonly child: ChildProcess,
		private readonly stdin: Writable,
	) {
		this.ended = endOf(child);
		this.ended.catch(() => undefined);
	}

	/** Starts it, signed in with the API key. Rejects when it does not answer. */
	static async start(host: TwilioHost, account: Account, secret = account.apiKeySecret) {
		const { sid, apiKeySid } = account;
		const program = join(pathOf('twilio-mcp'), '@twilio-alpha', 'mcp', 'build', 'index.js');
		const args = [program, `${sid}/${apiKeySid}:${secret}`];
		const env = host.nodeEnv;
		const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
		const session = new TwilioMcp(child, child.stdin);
		createInterface({ input: child.stdout }).on('line', (line) => session.hear(line));
		child.stdin.on('error', () => undefined);
		try {
			await session.initialize();
		} catch (error) {
			await session.stop();
			throw error;
		}
		return session;
	}

	/** The names of its tools. */
	async tools(): Promise<string[]> {
		const { result } = await this.ask('tools/list', {});
		const { tools } = z.object({ tools: z.array(z.object({ name: z.string() })) }).parse(result);
		return tools.map(({ name }) => name);
	}

	/** What a tool of the 2010 API answers: Twilio's JSON. Rejects with the words of its error. */
	async use(tool: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
		const name = `TwilioApiV2010--${tool}`;
		const { result, error } = await this.ask('tools/call', { name, arguments: args });
		if (error) throw new Error(error.message);
		return JSON.parse(
			toolResult
				.parse(result)
				.content.map(({ text }) => text)
				.join(''),
		);
	}

	async stop(): Promise<void> {
		this.child.kill();
		await this.ended;
	}

	private async initialize(): Promise<void> {
		const clientInfo = { name: 'contract test', version: '1' };
		const about = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo };
		await this.ask('initialize', about);
		this.say({ method: 'notifications/initialized' });
	}

	private async ask(method: string, params: object): Promise<Answer> {
		const id = ++this.asked;
		this.say({ id, method, params });
		return await poll(`An answer to ${method}`, LIMITS, () => this.answers.get(id));
	}

	private say(message: object): void {
		this.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
	}

	/** What it logs comes in between, as requests with an id of their own. */
	private hear(line: string): void {
		const answer = answerShape.parse(JSON.parse(line));
		if (answer.id !== undefined) this.answers.set(answer.id, answer);
	}
}
