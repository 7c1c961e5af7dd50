import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FOLDER = join(__dirname, '..', 'examples');

const exampleShape = z.object({
	name: z.string(),
	nodes: z.array(z.object({ type: z.string(), webhookId: z.string().optional() })),
});

/** The workflows in `examples/`, as n8n's editor would import them. */
export function exampleWorkflows(): unknown[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
}

/** Where Twilio reports the status of a call to the trigger of an example. Throws when it has none. */
export function callStatusUrl(n8nUrl: string, workflow: string): string {
	return `${n8nUrl}/webhook/${triggerIdOf(workflow)}/call-status`;
}

/** Where Twilio asks the same trigger what to do with a call that an app places. */
export function voiceUrl(n8nUrl: string, workflow: string): string {
	return `${n8nUrl}/webhook/${triggerIdOf(workflow)}/voice`;
}

/** The webhook ID of its trigger. */
function triggerIdOf(workflow: string): string {
	const nodes = exampleWorkflows()
		.map((example) => exampleShape.parse(example))
		.filter(({ name }) => name === workflow)
		.flatMap((example) => example.nodes);
	const id = nodes.find(({ type }) => type.endsWith('.twilioCallMessagesTrigger'))?.webhookId;
	if (id === undefined) throw new Error(`No example "${workflow}" with a trigger`);
	return id;
}
