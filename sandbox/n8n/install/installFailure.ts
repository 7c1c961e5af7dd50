const ADVICE: ReadonlyArray<readonly [symptom: RegExp, advice: string]> = [
	[/ENOSPC/, 'The disk is full: n8n needs about 3 GB. N8N_SANDBOX_CACHE chooses another place.'],
	[
		/gyp ERR|node-gyp|g\+\+|\bmake\b/,
		'n8n compiles native modules. Debian and Ubuntu: apt-get install python3 make g++. macOS: xcode-select --install',
	],
	[
		/ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|network/,
		'The npm registry cannot be reached: check the network.',
	],
	[/ENOENT/, 'Is npm on the PATH?'],
];

/** The same failure with what to do about it. */
export function explainInstallFailure(error: unknown): Error {
	const log = error instanceof Error ? error.message : String(error);
	const advice = ADVICE.find(([symptom]) => symptom.test(log))?.[1] ?? 'Run the command again.';
	return new Error(`n8n could not be installed. ${advice}\n${log}`, { cause: error });
}
