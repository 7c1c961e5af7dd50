import { createInterface } from 'node:readline';

import { OWNER } from './n8n/api/api';
import { print } from './print';
import type { World } from './world';

/**
 * Tells how to go on, and lets the phone say what is typed until Ctrl-C. Text that is not JSON is said as
 * `{ "text": … }`. Resolves when `signal` aborts.
 */
export async function askForMessages(
	{ twilio, n8n, phonePage }: World,
	callSid: string,
	signal: AbortSignal,
): Promise<void> {
	print(`
Now it is your turn. Open your own phone in a browser: it calls, and workflows greet you, echo you, and ask you when you like.

   your phone     ${phonePage.url}/?call
   a colleague    ${phonePage.url}/?identity=colleague   (open it first, and accept: you hear each other)
   n8n's editor   ${n8n.baseUrl}
   login          ${OWNER.email}  ${OWNER.password}
   the emulator   ${twilio.baseUrl}

Alice is still on the line too (${callSid}).
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
