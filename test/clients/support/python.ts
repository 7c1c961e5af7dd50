import { join } from 'node:path';

import type { Account } from '../../../sandbox/twilio/account';
import { pathOf } from './clientNames';
import { runClient } from './runClient';
import type { TwilioHost } from './twilioHost';

const SCRIPTS = join(__dirname, '..', 'python');

/** What Twilio's package did, and what to do it with. */
export type PythonStep = readonly [what: string, given: Readonly<Record<string, unknown>>];

/** Runs one of our scripts, and returns the JSON it printed. Rejects with its traceback when it failed. */
export async function runPython(
	script: 'drive' | 'validate' | 'elsewhere',
	{ pythonEnv }: Pick<TwilioHost, 'pythonEnv'>,
	input: unknown = null,
	env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
	const { code, stdout, stderr } = await runClient({
		program: pathOf('python3-twilio'),
		args: [join(SCRIPTS, `${script}.py`)],
		env: { ...pythonEnv, ...env },
		input: JSON.stringify(input),
	});
	if (code !== 0) throw new Error(`${script}.py ended with ${code}:\n${stderr}`);
	return JSON.parse(stdout);
}

/** Does these steps with Twilio's package, signed in with the Auth Token unless told otherwise. */
export async function drivePython(
	host: TwilioHost,
	account: Account,
	steps: readonly PythonStep[],
	password = account.authToken,
): Promise<unknown> {
	const signIn = { username: account.sid, password, account_sid: account.sid };
	return await runPython('drive', host, steps, { SIGN_IN: JSON.stringify(signIn) });
}
