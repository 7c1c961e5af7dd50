import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { get } from 'lodash';

import { executeNode } from '../support/engine';
import { startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();
let callSid: string;
beforeEach(() => (callSid = startApp(twilio)));

const OPERATIONS: ReadonlyArray<readonly [resource: string, operation: string]> = [
	['message', 'send'],
	['message', 'sendAndWaitForReply'],
	['subscription', 'create'],
	['subscription', 'delete'],
	['call', 'get'],
	['call', 'getMany'],
	['call', 'getParticipants'],
];

const gone = new Proxy({} as IDataObject, {
	get: () => {
		throw new Error('Credential with ID "c1" does not exist for type "twilioCallMessagesApi".');
	},
});

/** What fails before the first item is looked at. */
const FAILURES: ReadonlyArray<
	readonly [
		name: string,
		change: { parameters?: INodeParameters; credential?: IDataObject },
		RegExp,
	]
> = [
	[
		'an option is out of range',
		{ parameters: { options: { maxRetries: 99 } } },
		/^Max Retries is out of range/,
	],
	[
		'the Account SID is not valid',
		{ credential: { accountSid: 'AC1' } },
		/^The Account SID in the credential is not valid/,
	],
	['the credential is gone', { credential: gone }, /does not exist/],
	['the edge is not valid', { credential: { edge: 'a.b', apiBaseUrl: '' } }, /^Edge or Region/],
	[
		'the operation does not exist',
		{ parameters: { operation: 'vanish' } },
		/^The operation "vanish"/,
	],
];

const ITEMS = [{ n: 0 }, { n: 1 }, { n: 2 }];

async function run(
	[resource, operation]: readonly [string, string],
	change: { parameters?: INodeParameters; credential?: IDataObject },
	settings: Partial<INode>,
) {
	const credential =
		change.credential === gone ? gone : { ...credentialOf(twilio), ...change.credential };
	return await executeNode({
		parameters: {
			resource,
			operation,
			callSid: byId(callSid),
			conference: 'Support',
			contentMode: 'json',
			contentJson: '"hello"',
			callbackUrl: 'https://n8n.example.com/webhook/1/messages',
			subscriptionSid: `ZY${'0'.repeat(32)}`,
			...change.parameters,
		},
		items: ITEMS,
		credential,
		settings,
	});
}

const cases = OPERATIONS.flatMap((operation) =>
	FAILURES.map(([name, change, message]) => ({
		what: operation.join(' '),
		name,
		operation,
		change,
		message,
	})),
);

describe.each(cases)('$what, when $name', ({ operation, change, message }) => {
	it('sends every item to the error output, and none on as if it had been sent', async () => {
		const { outputs, error } = await run(operation, change, { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		for (const { json } of outputs[1] ?? []) expect(get(json, 'error.message')).toMatch(message);
	});

	it('gives every item its error when the run continues on the regular output', async () => {
		const { outputs } = await run(operation, change, { onError: 'continueRegularOutput' });
		expect(
			outputs[0]?.map(({ json, pairedItem }) => [typeof get(json, 'error.message'), pairedItem]),
		).toEqual(ITEMS.map((_, item) => ['string', { item }]));
	});

	it('stops the run otherwise', async () => {
		const { error } = await run(operation, change, {});
		expect(error?.message).toMatch(message);
	});
});

it('an item that is not asked, because the first one could not be, leaves as a failed one too', async () => {
	twilio.phone.end(callSid);
	const settings = { onError: 'continueErrorOutput' } as const;
	const { outputs } = await run(['message', 'sendAndWaitForReply'], {}, settings);
	expect(outputs[0]).toEqual([]);
	expect(
		outputs[1]?.map(({ json, pairedItem }) => [get(json, 'error.message'), pairedItem]),
	).toEqual([
		['The call is not in progress [item 0]', { item: 0 }],
		['No question was asked for this item [item 1]', { item: 1 }],
		['No question was asked for this item [item 2]', { item: 2 }],
	]);
});
