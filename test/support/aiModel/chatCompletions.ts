import { z } from 'zod';

import type { ChatApi, ModelRequest, Turn } from './conversation';

const textPart = z.object({ text: z.string() });
const text = z
	.union([z.string(), z.array(textPart), z.null()])
	.transform((content) =>
		Array.isArray(content) ? content.map((part) => part.text).join('') : (content ?? ''),
	);
const message = z.discriminatedUnion('role', [
	z.object({ role: z.enum(['system', 'developer', 'user']), content: text }),
	z.object({ role: z.literal('assistant') }),
	z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: text }),
]);
const tool = z.object({
	type: z.literal('function'),
	function: z.object({
		name: z.string(),
		description: z.string().default(''),
		parameters: z.record(z.unknown()),
	}),
});
const body = z.object({
	messages: z.array(message),
	tools: z.array(tool).default([]),
	stream: z.boolean().default(false),
});

/** `POST /v1/chat/completions`. Source: https://platform.openai.com/docs/api-reference/chat/create */
export const chatCompletions: ChatApi = { read, write, writeStream };

function read(value: unknown): ModelRequest {
	const { messages, tools, stream } = body.parse(value);
	return {
		wantsStream: stream,
		tools: tools.map((offered) => offered.function),
		prompts: messages.flatMap((said) =>
			said.role === 'assistant' || said.role === 'tool' ? [] : [said.content],
		),
		toolResults: messages.flatMap((said) =>
			said.role === 'tool' ? [{ callId: said.tool_call_id, text: said.content }] : [],
		),
	};
}

function write(turn: Turn, answerNumber: number): object {
	return {
		...about(answerNumber),
		object: 'chat.completion',
		choices: [{ ...ending(turn), message: messageOf(turn, answerNumber) }],
	};
}

/** All of it in one chunk. */
function writeStream(turn: Turn, answerNumber: number): string {
	const chunk = {
		...about(answerNumber),
		object: 'chat.completion.chunk',
		choices: [{ ...ending(turn), delta: messageOf(turn, answerNumber) }],
	};
	return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`;
}

const about = (answerNumber: number) => ({
	id: `chatcmpl-${answerNumber}`,
	created: 1_700_000_000,
	model: 'scripted',
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const ending = (turn: Turn) => ({
	index: 0,
	finish_reason: 'calls' in turn ? 'tool_calls' : 'stop',
});

const messageOf = (turn: Turn, answerNumber: number) => ({
	role: 'assistant',
	content: 'calls' in turn ? null : turn.text,
	...('calls' in turn && { tool_calls: toolCalls(turn.calls, answerNumber) }),
});

const toolCalls = (calls: Extract<Turn, { calls: unknown }>['calls'], answerNumber: number) =>
	calls.map(({ name, arguments: values }, index) => ({
		index,
		id: `call_${answerNumber}_${index}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(values) },
	}));
