import twilio, { type Twilio } from 'twilio';

import { useFreshTwilio } from '../support/twilioBench';
import { askRest } from './support/askRest';
import { OPENAPI_OPERATIONS } from './support/openApiOperations';
import { createTwilioClient } from './support/twilioClient';

const emulator = useFreshTwilio();
let client: Twilio;

beforeEach(() => {
	client = createTwilioClient(emulator.baseUrl, emulator.account);
});

const ringingCall = () => emulator.phone.startCall({ from: 'client:alice', to: '' }).sid;
const talkingCall = () => emulator.phone.answer(ringingCall()).sid;
const endedCall = () => emulator.phone.end(ringingCall(), 'no-answer').sid;

const hangUp = (callSid: string, status: 'canceled' | 'completed') =>
	client.calls(callSid).update({ status });

const statusOf = (callSid: string) => emulator.phone.call(callSid).status;

const askToUpdate = (callSid: string, body: string, type = 'application/x-www-form-urlencoded') =>
	askRest(emulator, 'POST', `/2010-04-01/Accounts/{AC}/Calls/${callSid}.json`, {
		headers: { 'content-type': type },
		body,
	});

it.each([
	['an unknown call', 404, 20404, () => hangUp(`CA${'0'.repeat(32)}`, 'completed')],
	['completing a call that is over', 400, 21220, () => hangUp(endedCall(), 'completed')],
	['canceling a call that is over', 400, 21220, () => hangUp(endedCall(), 'canceled')],
	['no Status', 400, 20001, () => client.calls(ringingCall()).update()],
])('refuses %s: HTTP %d, code %d', async (_name, status, code, act) => {
	const refusal: unknown = await act().catch((error: unknown) => error);

	expect(refusal).toBeInstanceOf(twilio.RestException);
	expect(refusal).toMatchObject({ status, code });
});

it.each([
	['busy', 'Status must be canceled or completed'],
	['Completed', 'Status must be canceled or completed'],
	['', 'Status must be canceled or completed'],
	['completed&Status=completed', 'Status is given more than once'],
])('refuses Status=%s', async (form, message) => {
	const callSid = talkingCall();

	const response = await askToUpdate(callSid, `Status=${form}`);

	expect(response.status).toBe(400);
	expect(await response.json()).toMatchObject({ code: 20001, message });
	expect(statusOf(callSid)).toBe('in-progress');
});

it('refuses JSON', async () => {
	const callSid = talkingCall();

	const { status } = await askToUpdate(callSid, '{"Status":"completed"}', 'application/json');

	expect(status).toBe(400);
	expect(statusOf(callSid)).toBe('in-progress');
});

describe('what else Twilio can change', () => {
	const names = OPENAPI_OPERATIONS.find(({ id }) => id === 'UpdateCall')?.form ?? [];

	it.each([
		...names.filter((name) => name !== 'Status').map((name) => [name, `${name}=1`]),
		['Url', 'Status=completed&Url=https://example.com/twiml'],
		['Twiml', 'Twiml=1&Twiml=2'],
	])('%s is refused in the emulator’s own name: %s', async (name, form) => {
		const callSid = talkingCall();

		const response = await askToUpdate(callSid, form);

		const path = `/2010-04-01/Accounts/${emulator.account.sid}/Calls/${callSid}.json`;
		expect(await response.json()).toEqual({
			message: `This emulator does not play the parameter ${name} of POST ${path}; Twilio would.`,
			status: 501,
		});
		expect(statusOf(callSid)).toBe('in-progress');
	});
});
