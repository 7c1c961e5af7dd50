import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { newSid } from '../../sandbox/twilio/sids';
import { CALL_SIDS, CONFERENCE, isUnreachable, LATENCY_MS } from './conference';

/** Where the stand-in tells, at once, what it was asked for since it was last asked this. */
export const TRAFFIC_PATH = '/traffic';

export const traffic = z.object({
	lookups: z.number(),
	messages: z.number(),
	/** the highest number of requests that waited for their answer at the same time */
	abreast: z.number(),
	/** the longest chain of requests, each of which arrived after the one before had been answered */
	inARow: z.number(),
});
export type Traffic = z.infer<typeof traffic>;

const NO_TRAFFIC: Traffic = { lookups: 0, messages: 0, abreast: 0, inARow: 0 };

interface Answer {
	readonly status: number;
	readonly body: object;
}

/** Stands in for Twilio with one conference: every answer leaves `LATENCY_MS` after all of its request arrived. */
export function conferenceListener(): RequestListener {
	let counted = NO_TRAFFIC;
	let waiting = 0;
	const takeTraffic = (): Answer => {
		const body = counted;
		counted = NO_TRAFFIC;
		return { status: 200, body };
	};
	const answerLate = async (isMessage: boolean, url: URL): Promise<Answer> => {
		waiting++;
		const place = counted.inARow + 1;
		counted = {
			...counted,
			lookups: counted.lookups + (isMessage ? 0 : 1),
			messages: counted.messages + (isMessage ? 1 : 0),
			abreast: Math.max(counted.abreast, waiting),
		};
		await sleep(LATENCY_MS);
		waiting--;
		counted = { ...counted, inARow: Math.max(counted.inARow, place) };
		return isMessage ? answerToMessage(url) : { status: 200, body: list(url) };
	};
	return async (request, response) => {
		await text(request);
		const url = new URL(request.url ?? '', 'http://twilio');
		const { status, body } =
			url.pathname === TRAFFIC_PATH
				? takeTraffic()
				: await answerLate(request.method === 'POST', url);
		response.writeHead(status, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(body));
	};
}

function answerToMessage({ pathname }: URL): Answer {
	const callSid = /\/Calls\/(CA\w+)\/UserDefinedMessages\.json$/.exec(pathname)?.[1] ?? '';
	return isUnreachable(callSid)
		? { status: 400, body: { code: 21220, message: 'Call is not in-progress', status: 400 } }
		: { status: 201, body: { call_sid: callSid, sid: newSid('KX') } };
}

/** The lists our node asks for; each fits on one page. */
function list({ pathname, searchParams }: URL): object {
	const status = searchParams.get('Status');
	if (pathname.endsWith('/Participants.json')) {
		return { participants: CALL_SIDS.map((call_sid) => ({ call_sid, status: 'connected' })) };
	}
	if (pathname.endsWith('/Conferences.json')) {
		return { conferences: status === 'in-progress' ? [{ sid: CONFERENCE.sid }] : [] };
	}
	return {
		calls: CALL_SIDS.map((sid, n) => ({
			sid,
			status: 'in-progress',
			direction: 'inbound',
			from: `client:agent${n}`,
			to: '+15005550006',
		})),
	};
}
