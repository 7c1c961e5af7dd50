import type { Twilio } from 'twilio';

import { serve, type Served } from '../../sandbox/twilio/listener';
import openApiJson from '../../sandbox/twilio/openapi.json';
import { startTwilioEmulator, type TwilioEmulator } from '../../sandbox/twilio/server';
import { startOpenApiProxy, type OpenApiDocument, type OpenApiProxy } from './support/openApiProxy';
import { createTwilioClient } from './support/twilioClient';

/** Every example of a conference in progress has null for a reason, which the schema forgets to allow. */
function allowNoReason(document: OpenApiDocument): OpenApiDocument {
	const corrected = structuredClone(document);
	const reason = corrected.components.schemas.conference_enum_reason_conference_ended;
	Object.assign(reason, { nullable: true, enum: [...reason.enum, null] });
	return corrected;
}

const PUBLISHED = allowNoReason(openApiJson);

/** The published document requires no field of an answer; this one requires all of them and allows no other. */
function demandEveryField(document: OpenApiDocument): OpenApiDocument {
	const strict = structuredClone(document);
	for (const schema of Object.values(strict.components.schemas)) {
		if (!('properties' in schema)) continue;
		Object.assign(schema, {
			required: Object.keys(schema.properties),
			additionalProperties: false,
		});
	}
	return strict;
}

let emulator: TwilioEmulator;
let proxy: OpenApiProxy;
let client: Twilio;

describe.each([
	['as published', PUBLISHED],
	['with every field required and no other allowed', demandEveryField(PUBLISHED)],
])('Twilio’s OpenAPI document %s', (_name, document) => {
	beforeEach(async () => {
		emulator = await startTwilioEmulator();
		proxy = await startOpenApiProxy(emulator.baseUrl, document);
		client = createTwilioClient(proxy.baseUrl, emulator.account);
	});

	afterEach(async () => {
		await proxy.stop();
		await emulator.stop();
	});

	it('agrees with what the SDK sends and the emulator answers', async () => {
		const { sid: callSid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
		const child = emulator.phone.startCall({
			from: '+13055550001',
			to: 'client:b',
			parentCallSid: callSid,
		});
		const call = client.calls(callSid);

		await client.api.v2010.accounts(emulator.account.sid).fetch();
		await call.userDefinedMessages.create({ content: '{"a":1}', idempotencyKey: 'k' });
		const subscription = await call.userDefinedMessageSubscriptions.create({
			callback: 'https://example.com/messages',
			method: 'GET',
			idempotencyKey: 'k',
		});
		await call.userDefinedMessageSubscriptions(subscription.sid).remove();
		await client.calls(child.sid).fetch();
		await client.calls(child.sid).update({ status: 'canceled' });
		await call.update({ status: 'completed' });
		await client.calls.list({ pageSize: 1, startTimeAfter: new Date(0), status: 'completed' });

		expect(proxy.violations).toEqual([]);
		expect(proxy.passed).toEqual([
			'GET /2010-04-01/Accounts/{AC}.json -> 200',
			'POST /2010-04-01/Accounts/{AC}/Calls/{CA}/UserDefinedMessages.json -> 201',
			'POST /2010-04-01/Accounts/{AC}/Calls/{CA}/UserDefinedMessageSubscriptions.json -> 201',
			'DELETE /2010-04-01/Accounts/{AC}/Calls/{CA}/UserDefinedMessageSubscriptions/{ZY}.json -> 204',
			'GET /2010-04-01/Accounts/{AC}/Calls/{CA}.json -> 200',
			'POST /2010-04-01/Accounts/{AC}/Calls/{CA}.json -> 200',
			'POST /2010-04-01/Accounts/{AC}/Calls/{CA}.json -> 200',
			'GET /2010-04-01/Accounts/{AC}/Calls.json -> 200',
		]);
	});

	it('agrees about conferences and their participants', async () => {
		const { phone } = emulator;
		const join = (label?: string) => {
			const { sid } = phone.startCall({ from: 'client:alice', to: '', status: 'in-progress' });
			return phone.join(sid, 'support', { label });
		};
		const alone = join();
		phone.leave(alone.callSid);
		const { conferenceSid, callSid } = join('agent');
		join();
		const participants = client.conferences(conferenceSid).participants;

		await client.conferences.list({ status: 'completed', friendlyName: 'support' });
		const dates = { dateCreatedAfter: new Date(0), dateUpdatedBefore: new Date('2100-01-01') };
		await client.conferences.list({ pageSize: 1, ...dates });
		const listed = await participants.list({ pageSize: 1, muted: false, hold: false });
		await participants.list({ coaching: true });

		expect(proxy.violations).toEqual([]);
		expect(listed.map((one) => one.callSid)).toContain(callSid);
		expect(proxy.passed).toEqual([
			'GET /2010-04-01/Accounts/{AC}/Conferences.json -> 200',
			'GET /2010-04-01/Accounts/{AC}/Conferences.json -> 200',
			'GET /2010-04-01/Accounts/{AC}/Conferences/{CF}/Participants.json -> 200',
			'GET /2010-04-01/Accounts/{AC}/Conferences/{CF}/Participants.json -> 200',
			'GET /2010-04-01/Accounts/{AC}/Conferences/{CF}/Participants.json -> 200',
		]);
	});

	it('objects to a request the document does not know', async () => {
		const { sid } = emulator.phone.startCall({ from: 'client:alice', to: '' });
		const request = { callback: 'https://example.com/messages', method: 'PATCH' };

		await expect(client.calls(sid).userDefinedMessageSubscriptions.create(request)).rejects.toThrow(
			'must be equal to one of the allowed values',
		);
		expect(proxy.violations).toEqual([
			'/body/Method must be equal to one of the allowed values: GET, POST',
		]);
	});
});

describe('a wrong answer is reported', () => {
	const callSid = `CA${'1'.repeat(32)}`;
	const incomplete = {
		account_sid: `AC${'1'.repeat(32)}`,
		call_sid: callSid,
		sid: `KX${'1'.repeat(32)}`,
	};
	const right = { ...incomplete, date_created: 'Wed, 18 Dec 2019 20:02:01 +0000' };
	let upstream: Served;

	afterEach(async () => {
		await proxy.stop();
		await upstream.stop();
	});

	async function violationsOf(status: number, answer: object): Promise<readonly string[]> {
		upstream = await serve((_request, response) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer));
		});
		proxy = await startOpenApiProxy(upstream.baseUrl, demandEveryField(PUBLISHED));
		const account = { sid: right.account_sid, authToken: 'a', apiKeySid: 'b', apiKeySecret: 'c' };
		const { userDefinedMessages } = createTwilioClient(proxy.baseUrl, account).calls(callSid);
		await userDefinedMessages.create({ content: '{}' }).catch(() => undefined);
		return proxy.violations;
	}

	it.each<[string, number, object, string[]]>([
		['nothing wrong', 201, right, []],
		[
			'another prefix',
			201,
			{ ...right, sid: `SM${'1'.repeat(32)}` },
			['/response/sid must match pattern "^KX[0-9a-fA-F]{32}$"'],
		],
		[
			'a short SID',
			201,
			{ ...right, sid: 'KX1' },
			['/response/sid must NOT have fewer than 34 characters'],
		],
		[
			'a number for a date',
			201,
			{ ...right, date_created: 1 },
			['/response/date_created must be string'],
		],
		[
			'a missing field',
			201,
			incomplete,
			["/response/date_created must have required property 'date_created'"],
		],
		[
			'a field too many',
			201,
			{ ...right, extra: 1 },
			['/response/extra must NOT have additional properties'],
		],
		[
			'another status',
			200,
			right,
			[
				"/2010-04-01/Accounts/AC11111111111111111111111111111111/Calls/CA11111111111111111111111111111111/UserDefinedMessages.json no schema defined for status code '200' in the openapi spec",
			],
		],
	])('%s', async (_name, status, answer, expected) => {
		expect(await violationsOf(status, answer)).toEqual(expected);
	});
});
