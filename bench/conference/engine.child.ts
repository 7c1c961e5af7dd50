import '../sending/jsonLast';

import { executeNode } from '../../test/support/engine';
import { credentialFor } from '../sending/messages';
import {
	CALL_SIDS,
	CONFERENCE,
	isUnreachable,
	MAX_CONCURRENT_CALLS,
	PARTICIPANTS,
} from './conference';
import { job, type Job, type Result } from './job';
import { traffic, TRAFFIC_PATH, type Traffic } from './twilio';

const WARM_UP_ROUNDS = 1;

process.once('disconnect', () => process.exit());
process.once('message', (message) => void measure(job.parse(message)));

async function measure({ url, rounds }: Job): Promise<void> {
	const results: Result[] = [
		{ addressedBy: 'its SID', ms: [], traffic: [] },
		{ addressedBy: 'its name', ms: [], traffic: [] },
	];
	for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
		for (const result of results) {
			const isBySid = result.addressedBy === 'its SID';
			const ms = await sendTo(isBySid ? CONFERENCE.sid : CONFERENCE.name, url, round);
			const seen = await takeTraffic(url);
			if (seen.messages !== PARTICIPANTS) throw new Error(`${seen.messages} messages were sent`);
			if (round < WARM_UP_ROUNDS) continue;
			result.ms.push(ms);
			result.traffic.push(seen);
		}
	}
	process.send?.(results);
}

/** The time of one execution, from start to end. Throws unless everybody got the message, or an error of their own. */
async function sendTo(conference: string, url: string, round: number): Promise<number> {
	const parameters = {
		resource: 'message',
		operation: 'send',
		deliverTo: 'conference',
		conference,
		contentMode: 'json',
		contentJson: '={{ { text: $json.text } }}',
		options: { maxConcurrentCalls: MAX_CONCURRENT_CALLS },
	};
	const started = performance.now();
	const { outputs, error } = await executeNode({
		parameters,
		items: [{ text: 'Lunch is ready' }],
		credential: credentialFor(url),
		settings: { onError: 'continueRegularOutput' },
		executionId: `${conference} ${round}`,
	});
	const ms = performance.now() - started;
	const outcomes = (outputs[0] ?? []).map(({ json }) => outcomeOf(json));
	const expected = CALL_SIDS.map((sid) => `${sid} ${isUnreachable(sid) ? 'failed' : 'sent'}`);
	if (outcomes.sort().join() === expected.sort().join()) return ms;
	throw new Error(`Not everybody got it: ${error?.message ?? `${outcomes.length} items`}`);
}

function outcomeOf({ sid, call_sid: callSid, error }: Readonly<Record<string, unknown>>): string {
	if (typeof sid === 'string') return `${String(callSid)} sent`;
	return `${String(Reflect.get(Object(error), 'call_sid'))} failed`;
}

async function takeTraffic(url: string): Promise<Traffic> {
	const answer = await fetch(`${url}${TRAFFIC_PATH}`);
	return traffic.parse(await answer.json());
}
