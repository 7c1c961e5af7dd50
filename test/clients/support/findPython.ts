import { spawnSync } from 'node:child_process';

import type { FoundClient } from './clientNames';

/** What the PATH offers first may be another Python than Debian's, whose packages it does not see. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];
const ASK = 'import twilio; print(twilio.__version__)';

/** The first Python that has Twilio's package. */
export function findPython(): FoundClient {
	for (const interpreter of INTERPRETERS) {
		const { status, stdout } = spawnSync(interpreter, ['-c', ASK], { encoding: 'utf8' });
		if (status === 0) return { path: interpreter, version: `twilio-python ${stdout.trim()}` };
	}
	return { missing: 'python3-twilio is not there (apt-get install python3-twilio)' };
}
