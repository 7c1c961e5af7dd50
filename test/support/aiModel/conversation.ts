/** A tool as the model is told of it. */
export interface OfferedTool {
	readonly name: string;
	readonly description: string;
	/** JSON schema of the arguments. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a tool gave back to the model. */
export interface ToolResult {
	readonly callId: string;
	readonly text: string;
}

/** What the model is asked, in the words of neither API. */
export interface ModelRequest {
	readonly tools: readonly OfferedTool[];
	/** Texts of the system and of the user, oldest first. */
	readonly prompts: readonly string[];
	/** Of the whole conversation so far, oldest first. */
	readonly toolResults: readonly ToolResult[];
	/** Whether the answer is wanted as server-sent events, which older agents do. */
	readonly wantsStream?: boolean;
}

export interface ToolCall {
	readonly name: string;
	readonly arguments: object;
}

/** What the model says in one turn: that it calls tools, side by side, or its last words. */
export type Turn = { readonly calls: readonly ToolCall[] } | { readonly text: string };

/** One turn, or how to make it from what the model has been told. */
export type ScriptedTurn = Turn | ((request: ModelRequest) => Turn);

/** How one API says all this. */
export interface ChatApi {
	/** Throws when a request is not one of this API. */
	readonly read: (body: unknown) => ModelRequest;
	readonly write: (turn: Turn, answerNumber: number) => object;
	/** Where the API is played with streams, too. */
	readonly writeStream?: (turn: Turn, answerNumber: number) => string;
}
