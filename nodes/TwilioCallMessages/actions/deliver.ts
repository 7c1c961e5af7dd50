import type { IDataObject } from 'n8n-workflow';

import { idempotencyKey } from '../twilio/delivery/idempotencyKey';
import { runLanes, type Work } from '../twilio/delivery/lanes';
import { attempt, isOfEndedCall } from '../twilio/rest/problem';
import type { Result } from '../twilio/result';
import type { Delivery } from './address';
import { failed, failedOnes, good, goodOnes, type Good, type ItemResult } from './itemResult';
import type { Setup } from './operation';

/** The JSON of output items. */
export type Output = readonly IDataObject[];

/** Carries out the deliveries, call by call. What was not begun, because another one failed or somebody cancelled, is left out. */
export async function deliver(
	setup: Setup,
	deliveries: ReadonlyArray<ItemResult<Delivery>>,
): Promise<Array<ItemResult<Output>>> {
	const due = goodOnes(deliveries);
	const work: Work<Good<Delivery>, ItemResult<Output>> = {
		things: due,
		laneOf: ({ itemIndex, value }) => (value.kind === 'send' ? value.callSid : `item ${itemIndex}`),
		run: async ({ itemIndex, value }) => await carryOut(setup, itemIndex, value),
	};
	const outcomes = (await runLanes(work, setup.lanes)).values();
	const results = deliveries.flatMap((delivery) =>
		delivery.ok ? (outcomes.next().value ?? []) : [delivery],
	);
	return setup.run.mayThrow && due.length > 0 ? withProgress(results, due.length) : results;
}

async function carryOut(
	setup: Setup,
	itemIndex: number,
	delivery: Delivery,
): Promise<ItemResult<Output>> {
	const result = await resultOf(setup, itemIndex, delivery);
	return result.ok ? good(itemIndex, result.value) : failed(itemIndex, result.problem);
}

async function resultOf(
	setup: Setup,
	itemIndex: number,
	delivery: Delivery,
): Promise<Result<Output>> {
	switch (delivery.kind) {
		case 'known':
			return { ok: true, value: [delivery.json] };
		case 'lookUp':
			return await attempt(delivery.task.lookUp);
		case 'send':
			return await send(setup, itemIndex, delivery);
	}
}

type Send = Extract<Delivery, { readonly kind: 'send' }>;

async function send(setup: Setup, itemIndex: number, delivery: Send): Promise<Result<Output>> {
	const { task, options, callSid } = delivery;
	const key = keyOf(setup, itemIndex, delivery);
	const sent = await attempt(async () => [await task.send(callSid, key)]);
	if (sent.ok) return sent;

	const { problem } = sent;
	const hasEnded = isOfEndedCall(problem);
	if (hasEnded && options.ignoreEndedCalls) {
		const json = { ...task.resultWhenCallEnded, reason: 'callEnded', call_sid: callSid };
		return { ok: true, value: [json] };
	}
	const isOwnChoice = task.target.deliverTo === 'call';
	const advice = hasEnded && isOwnChoice ? await setup.adviceOn(callSid) : undefined;
	const remedy = advice === undefined ? problem.remedy : `${problem.remedy} ${advice}`;
	return { ok: false, problem: { ...problem, remedy, callSid } };
}

/** The user's own key, which has to differ from recipient to recipient; or one that n8n's retries repeat. */
function keyOf({ run }: Setup, itemIndex: number, { task, options, callSid }: Send): string {
	const own = options.idempotencyKey;
	if (own !== undefined) return task.target.deliverTo === 'call' ? own : `${own} ${callSid}`;
	const { executionKey, turn: runIndex, node } = run;
	const identity = { executionKey, runIndex, nodeId: node.id, nodeName: node.name };
	return idempotencyKey({ ...identity, itemIndex, recipient: callSid });
}

function withProgress(
	results: ReadonlyArray<ItemResult<Output>>,
	total: number,
): Array<ItemResult<Output>> {
	const done = results.length - failedOnes(results).length;
	const progress = `When the run stopped, ${done} of ${total} requests had been carried out.`;
	return results.map((result) =>
		result.ok ? result : { ...result, problem: { ...result.problem, progress } },
	);
}
