import { givenOnce } from '../givenOnce';

/** What a repeat can be asked for: connect or handshake failure, no answer in time, an answer of that class. */
export type RetryTrigger = 'ct' | 'rt' | '4xx' | '5xx';

/** How a callback is attempted. `totalMs` covers every attempt and the pauses between them. */
export interface ConnectionSettings {
	readonly connectMs: number;
	readonly readMs: number;
	readonly totalMs: number;
	/** Repeats, the first attempt not counted. */
	readonly retryCount: number;
	readonly retryOn: readonly RetryTrigger[];
}

const RETRY_TRIGGERS: readonly RetryTrigger[] = ['ct', 'rt', '4xx', '5xx'];

/** What holds without a fragment: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export const DEFAULT_CONNECTION_SETTINGS: ConnectionSettings = {
	connectMs: 5_000,
	readMs: 15_000,
	totalMs: 15_000,
	retryCount: 1,
	retryOn: ['ct'],
};

/**
 * The fragment of a callback URL as https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides reads it:
 * `#ct=`, `rt=`, `tt=`, `rc=`, `rp=`. Never throws: a value outside the documented range counts as absent, and so does one
 * that is there twice, because what Twilio does with it is not documented. The same goes for an `rp` with an unknown entry;
 * Twilio does log error 11243 for that (https://www.twilio.com/docs/api/errors/11243) without saying whether the request
 * still goes out. `e` and `sni` are not played: the emulator has no edges and no names.
 */
export function readConnectionOverrides(callbackUrl: string): ConnectionSettings {
	const [, fragment = ''] = /#(.*)$/s.exec(callbackUrl) ?? [];
	const overrides = new URLSearchParams(fragment);
	const defaults = DEFAULT_CONNECTION_SETTINGS;
	const within = (name: string, least: number, most: number) =>
		readWithin(givenOnce(overrides, name), least, most);
	return {
		connectMs: within('ct', 100, 10_000) ?? defaults.connectMs,
		readMs: within('rt', 100, 15_000) ?? defaults.readMs,
		totalMs: within('tt', 100, 15_000) ?? defaults.totalMs,
		retryCount: within('rc', 0, 5) ?? defaults.retryCount,
		retryOn: readTriggers(givenOnce(overrides, 'rp')) ?? defaults.retryOn,
	};
}

function readWithin(text: string | null, least: number, most: number): number | undefined {
	if (text === null || !/^\d+$/.test(text)) return undefined;
	const value = Number(text);
	return value >= least && value <= most ? value : undefined;
}

function readTriggers(text: string | null): readonly RetryTrigger[] | undefined {
	if (text === null) return undefined;
	const names = text.split(',');
	const known = names.flatMap(triggersNamed);
	return names.every((name) => triggersNamed(name).length > 0) ? known : undefined;
}

const triggersNamed = (name: string): readonly RetryTrigger[] =>
	RETRY_TRIGGERS.filter((trigger) => name === 'all' || name === trigger);
