import express, { type Request, type Response } from 'express';

import { serve } from '../../../sandbox/twilio/listener';
import { chatCompletions } from './chatCompletions';
import type { ChatApi, ModelRequest, ScriptedTurn } from './conversation';
import { responses } from './responses';

/** A language model that says what a test tells it to, and remembers what it was told. */
export interface AiModel {
	/** For the field Base URL of n8n's OpenAI credential. */
	readonly url: string;
	/** Every request so far, oldest first. */
	readonly requests: readonly ModelRequest[];
	/** The API each request came by. */
	readonly paths: readonly string[];
	/** Says these turns next, and forgets all before. Without a turn left, requests are refused. */
	readonly play: (...turns: readonly ScriptedTurn[]) => void;
	readonly stop: () => Promise<void>;
}

/** Serves a scripted model on 127.0.0.1, by OpenAI's Chat Completions and Responses APIs. */
export async function startAiModel(): Promise<AiModel> {
	const requests: ModelRequest[] = [];
	const paths: string[] = [];
	const script: ScriptedTurn[] = [];
	let answers = 0;

	const answer = (api: ChatApi) => (request: Request, response: Response) => {
		try {
			const asked = api.read(request.body);
			paths.push(request.path);
			requests.push(asked);
			const turn = script.shift();
			if (turn === undefined) throw new Error('The script of the model has ended');
			answers += 1;
			const said = typeof turn === 'function' ? turn(asked) : turn;
			if (!asked.wantsStream) response.json(api.write(said, answers));
			else response.type('text/event-stream').send(api.writeStream?.(said, answers));
		} catch (error) {
			// OpenAI's client repeats a 5xx; a 400 ends the run with this text.
			response.status(400).json({ error: { message: String(error), type: 'scripted_model' } });
		}
	};
	const app = express().use(express.json({ limit: '5mb' }));
	app.post('/v1/chat/completions', answer(chatCompletions));
	app.post('/v1/responses', answer(responses));
	app.get('/v1/models', (_request, response) => {
		response.json({ object: 'list', data: [{ id: 'scripted', object: 'model' }] });
	});
	const { baseUrl, stop } = await serve(app);
	return {
		url: `${baseUrl}/v1`,
		requests,
		paths,
		play: (...turns) => {
			for (const list of [script, requests, paths]) list.length = 0;
			script.push(...turns);
		},
		stop,
	};
}
