import { LoggerProxy } from 'n8n-workflow';

import { everythingIn } from '../secrets';

/** Collects all that is logged or printed, until `stop`, which returns it. */
export function listenToLogs(): { stop: () => string } {
	const lines: string[] = [];
	const collect = (...parts: unknown[]) => void lines.push(everythingIn(parts));
	LoggerProxy.init({
		error: collect,
		warn: collect,
		info: collect,
		debug: collect,
		verbose: collect,
	} as never);
	const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
		jest.spyOn(console, name).mockImplementation(collect),
	);
	return {
		stop: () => {
			spies.forEach((spy) => spy.mockRestore());
			return lines.join('\n');
		},
	};
}
