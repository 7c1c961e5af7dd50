import type { SentRequest } from '../sending/twilio';

/** What arrived within some time. */
export interface Traffic {
	readonly requests: readonly SentRequest[];
	readonly connections: number;
	/** the highest number of requests that waited for their answer at the same time */
	readonly abreast: number;
}

/** Keeps what arrives until it is taken. */
export function createMeter() {
	let requests: SentRequest[] = [];
	let connections = 0;
	let waiting = 0;
	let abreast = 0;
	return {
		onConnection: () => {
			connections++;
		},
		onRequest: (request: SentRequest) => {
			requests.push(request);
			waiting++;
			abreast = Math.max(abreast, waiting);
		},
		onAnswer: () => {
			waiting--;
		},
		requestCount: () => requests.length,
		takeTraffic: (): Traffic => {
			const traffic = { requests, connections, abreast };
			requests = [];
			connections = 0;
			abreast = waiting;
			return traffic;
		},
	};
}
