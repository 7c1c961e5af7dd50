import { Refusal } from '../../refusal';
import { sendRefusal } from '../rest/restError';
import type { FaultAfterEffect } from './faultNames';
import type { HeldAnswer } from './holdAnswer';
import { slowDrip } from './slowDrip';

/** A reset may discard what its receiver has not read yet. */
const READING_MS = 20;

type Spoil = (answer: HeldAnswer) => void;

/** What becomes of the answer, for every fault that strikes after the effect of its request. */
export function afterEffect(dripMs: number): Record<FaultAfterEffect, Spoil> {
	return {
		internalServerErrorAfterEffect: ({ response }) =>
			sendRefusal(response, new Refusal(500, 'Internal server error', 20500)),
		resetAfterEffect: ({ response }) => response.socket?.resetAndDestroy(),
		cutOffAnswer: unlessEmpty(cutOff),
		hungHeaders: () => undefined,
		slowDrip: unlessEmpty((answer) => slowDrip(answer, dripMs)),
		truncatedJson: unlessEmpty(replaceBody(firstHalf)),
		emptyCreated: unlessEmpty(replaceBody(() => '')),
		wrongSid: unlessEmpty(replaceBody(withOtherSids)),
	};
}

/** The 204 of a deletion has no body to spoil. */
const unlessEmpty =
	(spoil: Spoil): Spoil =>
	(answer) => {
		if (answer.body === '') answer.response.end();
		else spoil(answer);
	};

function cutOff({ response, body }: HeldAnswer): void {
	const { socket } = response;
	response.write(firstHalf(body), () => setTimeout(() => socket?.resetAndDestroy(), READING_MS));
}

const replaceBody =
	(change: (body: string) => string): Spoil =>
	({ response, body }) => {
		const changed = change(body);
		response.set('content-length', String(Buffer.byteLength(changed))).end(changed);
	};

const firstHalf = (body: string): string => body.slice(0, body.length / 2);

const withOtherSids = (body: string): string =>
	body.replace(/"sid":"[A-Z]{2}([0-9a-f]{32})"/g, '"sid":"SM$1"');
