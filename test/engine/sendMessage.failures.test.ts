import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FaultName } from '../../sandbox/twilio/faults/faultNames';
import { executeNode } from '../support/engine';
import { heardBy, startApp } from '../support/liveCalls';
import { byId } from '../support/parameters';
import { everythingIn } from '../support/secrets';
import { credentialOf } from '../support/sending';
import { useTwilio } from '../support/twilioBench';

const twilio = useTwilio();
let callSid: string;
beforeEach(() => {
	callSid = startApp(twilio);
});

const SECRET = 'content-nobody-may-see';

async function send(options: INodeParameters, items: readonly IDataObject[] = [{ n: 0 }]) {
	const result = await executeNode({
		parameters: {
			resource: 'message',
			operation: 'send',
			callSid: byId(callSid),
			contentMode: 'json',
			contentJson: '={{ { n: $json.n, text: $json.text } }}',
			options,
		},
		items: items.map((item) => ({ ...item, text: SECRET })),
		credential: credentialOf(twilio),
	});
	await twilio.settled();
	return result;
}

const heard = () => heardBy(twilio, callSid).map((content) => (content as { n: number }).n);
const requests = () => twilio.requests.filter((request) => request.callSid === callSid);

describe('an answer that goes wrong once', () => {
	it.each<FaultName>([
		'tooManyRequests',
		'tooManyRequestsRetryAfterSeconds',
		'tooManyRequestsRetryAfterDate',
		'internalServerError',
		'badGateway',
		'serviceUnavailable',
		'gatewayTimeout',
		'resetBeforeEffect',
		'refusedConnection',
		'htmlOk',
		'internalServerErrorAfterEffect',
		'resetAfterEffect',
		'cutOffAnswer',
		'hungHeaders',
		'slowDrip',
		'truncatedJson',
		'emptyCreated',
		'wrongSid',
	])('is not noticed, and the message is heard once: %s', async (fault) => {
		twilio.faults.next(fault);
		const { error, outputs } = await send({ requestTimeout: 2 });
		expect(error).toBeUndefined();
		expect(outputs[0]?.map(({ json }) => json['sid'])).toEqual(
			twilio.phone.heardBy(callSid).map(({ sid }) => sid),
		);
		expect(requests().map((request) => request.fault)).toStrictEqual([fault, undefined]);
	});
});

describe('an answer that keeps going wrong', () => {
	const inDoubt = 'Twilio may have carried it out anyway.';
	it.each<[FaultName, string, string]>([
		[
			'tooManyRequests',
			'Twilio refused because of too many requests',
			'lower Max Concurrent Calls',
		],
		['internalServerError', 'Twilio had an internal problem', inDoubt],
		['badGateway', 'Twilio had an internal problem', '(HTTP status 502)'],
		['resetBeforeEffect', 'Twilio could not be reached', inDoubt],
		['cutOffAnswer', 'Twilio could not be reached', inDoubt],
		['hungHeaders', 'Twilio did not answer in time', 'raise Request Timeout'],
		['slowDrip', 'Twilio did not answer in time', inDoubt],
		['truncatedJson', 'The answer is not what Twilio sends', inDoubt],
		['htmlOk', 'The answer is not what Twilio sends', 'Status 200 came without'],
		['emptyCreated', 'The answer is not what Twilio sends', 'Status 201 came without'],
		['wrongSid', 'The answer is not what Twilio sends', inDoubt],
	])('is told with what happened, the call and what to do: %s', async (fault, message, remedy) => {
		twilio.faults.plan(() => fault);
		const { error, run } = await send({ requestTimeout: 1, maxRetries: 1 });
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(error?.description).toContain(remedy);
		expect(error?.description).toContain(`Call ${callSid}.`);
		expect(error?.description).toContain('0 of 1 requests had been carried out');
		const visible = everythingIn(run.data.resultData.error);
		expect(visible).not.toContain(SECRET);
		expect(visible).not.toContain(twilio.account.authToken);
	});

	it('says how often it was tried', async () => {
		twilio.faults.plan(() => 'tooManyRequests');
		const { error } = await send({ maxRetries: 2 });
		expect(error?.description).toContain('Tried 3 times.');
		expect(requests()).toHaveLength(3);
	});

	it('is not in doubt when Twilio refused every attempt', async () => {
		twilio.faults.plan(() => 'tooManyRequests');
		const { error } = await send({ maxRetries: 1 });
		expect(error?.description).not.toContain('may have carried it out');
	});

	it('is in doubt when one of the attempts may have been carried out', async () => {
		twilio.faults.next('resetAfterEffect', 'tooManyRequests');
		const { error } = await send({ maxRetries: 1 });
		expect(error?.description).toContain(inDoubt);
		expect(heard()).toEqual([0]);
	});
});

describe('a redirect', () => {
	it('is not followed, not repeated and blamed on the address', async () => {
		twilio.faults.next('redirectToOtherHost');
		const { error } = await send({});
		expect(error?.message).toBe('The API answered with a redirect [item 0]');
		expect(error?.description).toContain('Correct API Base URL in the credential');
		expect(requests()).toHaveLength(1);
		expect(heard()).toEqual([]);
	});
});

describe('a failure among many', () => {
	it('keeps later messages of the call from overtaking it', async () => {
		twilio.faults.next('none', 'tooManyRequests', 'resetBeforeEffect', 'badGateway');
		await send({}, [{ n: 0 }, { n: 1 }, { n: 2 }]);
		expect(heard()).toEqual([0, 1, 2]);
	});

	it('stops what has not begun', async () => {
		twilio.faults.next('none', 'redirectToOtherHost');
		const { error } = await send({}, [{ n: 0 }, { n: 1 }, { n: 2 }]);
		expect(error?.message).toBe('The API answered with a redirect [item 1]');
		expect(error?.description).toContain(
			'When the run stopped, 1 of 3 requests had been carried out.',
		);
		expect(heard()).toEqual([0]);
	});
});
