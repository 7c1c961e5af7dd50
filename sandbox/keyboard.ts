import { createInterface } from 'node:readline';

import { OWNER } from './n8n/api/api';
import { print } from './print';
import type { World } from './world';

/**
 * Tells how to go on, and lets the phone say what is typed until Ctrl-C. Text that is not JSON is said as
 * `{ "text": … }`. Resolves when `signal` aborts.
 */
export async function askForMessages(
	{ twilio, n8n }: World,
	callSid: string,
	signal: AbortSignal,
): Promise<void> {
	print(`
Now it is your turn. Alice is still on the line.

   n8n's editor   ${n8n.baseUrl}
   login          ${OWNER.email}  ${OWNER.password}
   her call       ${callSid}

Type a message and press Enter: her phone says it, the workflow answers. From another terminal:

   curl ${twilio.baseUrl}/_sandbox/calls/${callSid}/say -H 'content-type: application/json' -d '{"text":"hello"}'

Ctrl-C stops everything.
`);
	const keyboard = createInterface({ input: process.stdin, terminal: false });
	keyboard.on('line', (line) => {
		if (line.trim() !== '') say(twilio, callSid, line);
	});
	await new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
	keyboard.close();
}

function say(twilio: World['twilio'], callSid: string, line: string): void {
	try {
		twilio.phone.say(callSid, messageOf(line));
	} catch (error) {
		print(`   ${error instanceof Error ? error.message : String(error)}`);
	}
}

function messageOf(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return { text: line };
	}
}
