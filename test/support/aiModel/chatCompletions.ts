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
	stream: z.literal(false).optional(),
});

/** `POST /v1/chat/completions`. Source: https://platform.openai.com/docs/api-reference/chat/create */
export const chatCompletions: ChatApi = { read, write };

function read(value: unknown): ModelRequest {
	const { messages, tools } = body.parse(value);
	return {
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
	const isCalling = 'calls' in turn;
	return {
		id: `chatcmpl-${answerNumber}`,
		object: 'chat.completion',
		created: 1_700_000_000,
		model: 'scripted',
		choices: [
			{
				index: 0,
				finish_reason: isCalling ? 'tool_calls' : 'stop',
				message: {
					role: 'assistant',
					content: isCalling ? null : turn.text,
					...(isCalling && { tool_calls: toolCalls(turn.calls, answerNumber) }),
				},
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

const toolCalls = (calls: Extract<Turn, { calls: unknown }>['calls'], answerNumber: number) =>
	calls.map(({ name, arguments: values }, index) => ({
		id: `call_${answerNumber}_${index}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(values) },
	}));
