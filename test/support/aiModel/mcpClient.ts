import axios from 'axios';
import { z } from 'zod';

import type { ToolCall } from './conversation';

const toolList = z.object({
	tools: z.array(
		z.object({ name: z.string(), description: z.string(), inputSchema: z.record(z.unknown()) }),
	),
});
const toolResult = z.object({
	isError: z.boolean().default(false),
	content: z.array(z.object({ text: z.string() })),
});
const answer = z.object({ result: z.unknown() });

/** A client of n8n's MCP Server Trigger: MCP over streamable HTTP, as far as tools need it. */
export async function connectMcp(url: string) {
	const { session } = await post(url, {}, 'initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	});
	const ask = async (method: string, params: object = {}) =>
		(await post(url, { 'mcp-session-id': session }, method, params)).result;
	return {
		listTools: async () => toolList.parse(await ask('tools/list')).tools,
		callTool: async (call: ToolCall) => {
			const { isError, content } = toolResult.parse(await ask('tools/call', call));
			return { isError, text: content.map(({ text }) => text).join('') };
		},
	};
}

async function post(url: string, headers: object, method: string, params: object) {
	const response = await axios.post<string>(
		url,
		{ jsonrpc: '2.0', id: 1, method, params },
		{
			headers: { accept: 'application/json, text/event-stream', ...headers },
			responseType: 'text',
			proxy: false,
		},
	);
	const [, event = ''] = /^data: (.*)$/m.exec(response.data) ?? [];
	const { result } = answer.parse(JSON.parse(event));
	return { result, session: String(response.headers['mcp-session-id']) };
}
