import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';

import {
	isSignedByTwilio,
	type SignedRequest,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/signature';
import {
	asForm,
	asGet,
	asHashedJson,
	asJsonSignedLikeAForm,
	type Message,
} from '../../../support/forging/genuine';
import { AUTH_TOKEN, MESSAGE } from '../../../support/signedRequests';
import { believesBodyHash, formOf } from '../../../support/twilioSdk';

/*
 * Random requests, each as Twilio signs it and once more with one thing changed: Twilio's SDK and we have to
 * agree on all of them. FC_SEED=<number> repeats a run.
 */

const REQUESTS = 12_000;
const seed = Number(process.env['FC_SEED'] ?? randomInt(2 ** 31));

const JSON_TYPE = 'application/json';

/** A request, and what Twilio's SDK says about it. */
interface Sample {
	readonly request: SignedRequest;
	readonly twilioBelieves: (request: SignedRequest, authToken: string) => boolean;
}

const byParameters =
	(parametersOf: (request: SignedRequest) => Record<string, unknown>) =>
	(request: SignedRequest, authToken: string) =>
		validateRequest(authToken, request.signature ?? '', request.url, parametersOf(request));

const jsonOf = ({ rawBody }: SignedRequest): Record<string, unknown> =>
	JSON.parse(rawBody.toString());

/** The four ways Twilio may send parameters, each with what its SDK makes of them. */
const WAYS = [
	{ send: asForm, twilioBelieves: byParameters(formOf) },
	{ send: asJsonSignedLikeAForm, twilioBelieves: byParameters(jsonOf) },
	{ send: asHashedJson, twilioBelieves: believesBodyHash },
	{ send: asGet, twilioBelieves: byParameters(() => ({})) },
];

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 8 }),
	fc.string({ unit: fc.constantFrom(...'aB1 +&=%#?\'"/\\\0\r\n\té😀'), maxLength: 8 }),
	fc.constantFrom('__proto__', 'constructor', 'Content', 'Content[]', '', MESSAGE.Content),
);

const values = fc
	.array(fc.tuple(text, text), { maxLength: 5 })
	.map((pairs): Message => Object.fromEntries(pairs));

const url = fc
	.tuple(
		fc.constantFrom(
			'https://n8n.example.com',
			'https://n8n.example.com:443',
			'http://localhost:5678',
		),
		fc.constantFrom('/', '/webhook/1', '/webhook/a%20b/ü', "/it's/"),
		fc.constantFrom('', '?', '?a=b', "?a=it's&b=%27&a=c", '?q=a+b%20c', '?ü=😀'),
	)
	.map((parts) => parts.join(''));

const samples = fc
	.tuple(values, url, fc.constantFrom(...WAYS))
	.map(([parameters, callbackUrl, { send, twilioBelieves }]): Sample => ({
		request: send(parameters, callbackUrl).request,
		twilioBelieves,
	}));

const changes = fc.record({
	part: fc.constantFrom('url', 'body', 'signature'),
	at: fc.nat(),
	inserted: fc.constantFrom('a', 'A', '1', '&', '=', '%', '+', '%41', 'é', ' ', '\0'),
	removed: fc.nat({ max: 1 }),
});

type Change = typeof changes extends fc.Arbitrary<infer T> ? T : never;

it(`agrees with Twilio’s SDK on random requests and their tampered twins (FC_SEED=${seed})`, () => {
	const believed = { genuine: 0, tampered: 0, twins: 0 };

	fc.assert(
		fc.property(samples, changes, ({ request, twilioBelieves }, change) => {
			expect(twilioBelieves(request, AUTH_TOKEN)).toBe(true);
			expect(isSignedByTwilio(request, [AUTH_TOKEN])).toBe(true);
			believed.genuine += 1;

			const twin = tamper(request, change);
			if (!isReadableByTwilio(twin)) return;
			const verdict = isSignedByTwilio(twin, [AUTH_TOKEN]);
			expect(verdict).toBe(twilioBelieves(twin, AUTH_TOKEN));
			believed.twins += 1;
			believed.tampered += Number(verdict);
		}),
		{ seed, numRuns: REQUESTS },
	);

	console.table({ [`FC_SEED=${seed}`]: believed });
	expect(believed.genuine).toBe(REQUESTS);
	expect(believed.twins).toBeGreaterThan(8_000);
	expect(believed.tampered).toBeLessThan(believed.twins / 4);
});

function tamper(request: SignedRequest, { part, ...change }: Change): SignedRequest {
	const pathStart = request.url.indexOf('/', 'https://'.length) + 1;
	switch (part) {
		case 'url':
			// No control character or space gets through HTTP here.
			return {
				...request,
				url: edit(
					request.url,
					{ ...change, inserted: change.inserted.replace(/[\0 ]/, 'b') },
					pathStart,
				),
			};
		case 'body':
			return { ...request, rawBody: edit(request.rawBody.toString(), change, 0) };
		default:
			return { ...request, signature: edit(request.signature ?? '', change, 0) };
	}
}

function edit(
	original: string,
	{ at, inserted, removed }: { at: number; inserted: string; removed: number },
	start: number,
): string {
	const place = start + (at % (original.length - start + 1));
	return original.slice(0, place) + inserted + original.slice(place + removed);
}

// Behind a JSON parser Twilio's SDK sees only what parses; the other differences are in signature.stricter.test.ts.
function isReadableByTwilio({ contentType, rawBody, url }: SignedRequest): boolean {
	if (contentType !== JSON_TYPE || url.includes('bodySHA256')) return true;
	try {
		return Object.values(JSON.parse(rawBody.toString())).every(
			(value) => typeof value === 'string',
		);
	} catch {
		return false;
	}
}
