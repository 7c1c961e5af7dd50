import type { Twilio } from 'twilio';

import { useFreshTwilio } from '../support/twilioBench';
import { askRest } from './support/askRest';
import { OPENAPI_OPERATIONS } from './support/openApiOperations';
import { createTwilioClient } from './support/twilioClient';

// What Twilio can do and the emulator cannot: it says so in its own name.

const ACCOUNT = '/2010-04-01/Accounts/{AC}';
const CALL = `${ACCOUNT}/Calls/CA${'0'.repeat(32)}`;
const CONFERENCE = `${ACCOUNT}/Conferences/CF${'0'.repeat(32)}`;

const emulator = useFreshTwilio();

it.each([
	['changing the account', 'POST', `${ACCOUNT}.json`, '; Twilio would.'],
	['placing a call', 'POST', `${ACCOUNT}/Calls.json`, '; Twilio would.'],
	['deleting a call', 'DELETE', `${CALL}.json`, '; Twilio would.'],
	['adding a participant', 'POST', `${CONFERENCE}/Participants.json`, '; Twilio would.'],
	['fetching a conference', 'GET', `${CONFERENCE}.json`, '; Twilio may.'],
	['a part of a call', 'POST', `${CALL}/Recordings.json`, '; Twilio may.'],
	['another resource', 'GET', `${ACCOUNT}/Messages.json`, '; Twilio may.'],
	['the list of accounts', 'GET', '/2010-04-01/Accounts.json', '; Twilio may.'],
	['another product', 'POST', '/v1/Services.json', '; Twilio may.'],
	['another letter case', 'GET', '/2010-04-01/accounts/{AC}/calls.json', '; Twilio may.'],
	['a list as XML', 'GET', `${ACCOUNT}/Calls`, ', a path without .json; Twilio may.'],
	['a call as XML', 'GET', CALL, ', a path without .json; Twilio may.'],
	[
		'a message as XML',
		'POST',
		`${CALL}/UserDefinedMessages`,
		', a path without .json; Twilio may.',
	],
])('%s is refused in the emulator’s own name', async (_name, method, path, end) => {
	const response = await askRest(emulator, method, path);

	const at = path.replace('{AC}', emulator.account.sid);
	expect(response.status).toBe(501);
	expect(response.headers.get('content-type')).toMatch(/^application\/json/);
	expect(await response.json()).toEqual({
		message: `This emulator does not play ${method} ${at}${end}`,
		status: 501,
	});
});

it.each(OPENAPI_OPERATIONS)('$id is played', async ({ method, path }) => {
	const zeros = '0'.repeat(32);
	const filled = path.replace(/\{(CA|CF|ZY)\}/g, (_whole, prefix) => `${prefix}${zeros}`);

	expect((await askRest(emulator, method, filled)).status).not.toBe(501);
});

describe('Twilio’s SDK', () => {
	let client: Twilio;

	beforeEach(() => {
		client = createTwilioClient(emulator.baseUrl, emulator.account);
	});

	it('shows the words as those of an error without a code', async () => {
		const placed = client.calls.create({ from: 'a', to: 'b', url: 'https://example.com' });

		await expect(placed).rejects.toMatchObject({
			status: 501,
			code: undefined,
			message: `This emulator does not play POST /2010-04-01/Accounts/${emulator.account.sid}/Calls.json; Twilio would.`,
		});
	});
});
