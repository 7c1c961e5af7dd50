/** Jest's fake timers, and the platform's own timeouts, which Jest does not know, made of them. */
export function fakeTime(now?: string): void {
	jest.useFakeTimers(now === undefined ? {} : { now: new Date(now) });
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const timeout = new AbortController();
		setTimeout(() => timeout.abort(), ms);
		return timeout.signal;
	});
}

export function realTime(): void {
	jest.useRealTimers();
	jest.restoreAllMocks();
}
