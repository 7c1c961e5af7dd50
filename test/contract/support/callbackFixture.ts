import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const FOLDER = join(__dirname, '../../fixtures/callbacks');

const strings = z.record(z.string());

const callbackFixture = z.object({
	request: z.object({
		method: z.enum(['GET', 'POST']),
		url: z.string(),
		headers: strings,
		rawBody: z.string(),
	}),
	parsed: z.object({ fields: strings }),
	signing: z.object({ authToken: z.string() }),
});

export type CallbackFixture = z.infer<typeof callbackFixture>;

/** Reads test/fixtures/callbacks/NAME.json; throws when it does not have the shape of an acceptable callback. */
export function readCallbackFixture(name: string): CallbackFixture {
	return callbackFixture.parse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
}
