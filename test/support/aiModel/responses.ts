import { z } from 'zod';

import type { ChatApi, ModelRequest, Turn } from './conversation';

const textPart = z.object({ text: z.string() });
const text = z
	.union([z.string(), z.array(textPart)])
	.transform((content) =>
		Array.isArray(content) ? content.map((part) => part.text).join('') : content,
	);
const prompt = z.object({ role: z.enum(['system', 'developer', 'user']), content: text });
const toolOutput = z.object({
	type: z.literal('function_call_output'),
	call_id: z.string(),
	output: text,
});
const saidBefore = z.union([
	z.object({ type: z.literal('function_call') }),
	z.object({ role: z.literal('assistant') }),
]);
const tool = z.object({
	type: z.literal('function'),
	name: z.string(),
	description: z.string().default(''),
	parameters: z.record(z.unknown()),
});
const body = z.object({
	input: z.array(z.union([toolOutput, prompt, saidBefore])),
	tools: z.array(tool).default([]),
	stream: z.literal(false).optional(),
});

/** `POST /v1/responses`. Source: https://platform.openai.com/docs/api-reference/responses/create */
export const responses: ChatApi = { read, write };

function read(value: unknown): ModelRequest {
	const { input, tools } = body.parse(value);
	return {
		tools,
		prompts: input.flatMap((item) => ('content' in item ? [item.content] : [])),
		toolResults: input.flatMap((item) =>
			'output' in item ? [{ callId: item.call_id, text: item.output }] : [],
		),
	};
}

function write(turn: Turn, answerNumber: number): object {
	return {
		id: `resp_${answerNumber}`,
		object: 'response',
		created_at: 1_700_000_000,
		status: 'completed',
		model: 'scripted',
		error: null,
		incomplete_details: null,
		instructions: null,
		metadata: {},
		output: outputOf(turn, answerNumber),
		parallel_tool_calls: true,
		tool_choice: 'auto',
		tools: [],
		usage: {
			input_tokens: 1,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens: 1,
			output_tokens_details: { reasoning_tokens: 0 },
			total_tokens: 2,
		},
	};
}

function outputOf(turn: Turn, answerNumber: number): object[] {
	const status = 'completed';
	if ('calls' in turn) {
		return turn.calls.map(({ name, arguments: values }, index) => ({
			type: 'function_call',
			id: `fc_${answerNumber}_${index}`,
			call_id: `call_${answerNumber}_${index}`,
			name,
			arguments: JSON.stringify(values),
			status,
		}));
	}
	const content = [{ type: 'output_text', text: turn.text, annotations: [] }];
	return [{ type: 'message', id: `msg_${answerNumber}`, role: 'assistant', status, content }];
}
