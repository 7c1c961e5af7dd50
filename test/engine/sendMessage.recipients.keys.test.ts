import { heardBy, startApp, startChild, startConference, startPhone } from '../support/liveCalls';
import { byId, toConference } from '../support/parameters';
import { send } from '../support/sending';
import { useFreshTwilio } from '../support/twilioBench';

const twilio = useFreshTwilio();

const heard = (callSids: readonly string[]) => callSids.map((callSid) => heardBy(twilio, callSid));
const keys = () => twilio.requests.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);

describe('sending again to several recipients', () => {
	it('in the same execution is heard once by each', async () => {
		const apps = startConference(twilio, 'Support', 3);
		const retried = { executionId: '77', items: [{ n: 1 }, { n: 2 }] };
		await send(twilio, toConference('Support'), retried);
		await send(twilio, toConference('Support'), retried);
		expect(heard(apps)).toEqual(apps.map(() => [{ n: 1 }, { n: 2 }]));
		expect(new Set(keys()).size).toBe(6);
	});

	it('reaches those the first try missed, and nobody twice', async () => {
		const apps = startConference(twilio, 'Support', 5);
		const options = { maxRetries: 0, maxConcurrentCalls: 1 };
		twilio.faults.plan(({ callSid }) => (callSid === apps[2] ? 'resetAfterEffect' : undefined));
		const first = await send(twilio, { ...toConference('Support'), options });
		expect(first.error?.message).toBe('Twilio could not be reached [item 0]');
		expect(heard(apps).flat().length).toBeLessThan(5);

		twilio.faults.clear();
		const second = await send(twilio, { ...toConference('Support'), options });
		expect(second.error).toBeUndefined();
		expect(second.outputs[0]).toHaveLength(5);
		expect(heard(apps)).toEqual(apps.map(() => [{ n: 1 }]));
	});

	it('reaches who joined since, and nobody twice', async () => {
		const apps = startConference(twilio, 'Support', 2);
		await send(twilio, toConference('Support'));
		const late = startConference(twilio, 'Support', 1);
		await send(twilio, toConference('Support'));
		expect(heard([...apps, ...late])).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
	});

	it('in a retry of a crashed execution from the list reaches only those that were not reached before', async () => {
		const apps = startConference(twilio, 'Support', 3);
		const resumeToken = 'kept by n8n';
		await send(twilio, toConference('Support'), { executionId: '80', resumeToken });
		const late = startConference(twilio, 'Support', 1);
		await send(twilio, toConference('Support'), { executionId: '81', resumeToken });
		expect(heard([...apps, ...late])).toEqual([...apps, ...late].map(() => [{ n: 1 }]));
	});

	it('is a new message for each in a new execution', async () => {
		const apps = startConference(twilio, 'Support', 2);
		await send(twilio, toConference('Support'), { executionId: '78' });
		await send(twilio, toConference('Support'), { executionId: '79' });
		expect(heard(apps)).toEqual(apps.map(() => [{ n: 1 }, { n: 1 }]));
	});

	it('is one message when a call is addressed first by itself and then by its parent', async () => {
		const parent = startPhone(twilio);
		const child = startChild(twilio, parent);
		await send(twilio, { callSid: byId(child) });
		await send(twilio, { deliverTo: 'childCalls', callSid: byId(parent) });
		expect(heard([child])).toEqual([[{ n: 1 }]]);
	});
});

describe("the user's own idempotency key", () => {
	const own = (key: string) => ({ options: { idempotencyKey: key } });

	it('reaches every recipient, under a key of its own', async () => {
		const apps = startConference(twilio, 'Support', 3);
		await send(twilio, { ...toConference('Support'), ...own('order-1') });
		expect(heard(apps)).toEqual(apps.map(() => [{ n: 1 }]));
		expect(keys().sort()).toEqual(apps.map((callSid) => `order-1 ${callSid}`).sort());
	});

	it('keeps another execution from repeating the message', async () => {
		const apps = startConference(twilio, 'Support', 3);
		const parameters = { ...toConference('Support'), ...own('order-1') };
		await send(twilio, parameters, { executionId: '1' });
		await send(twilio, parameters, { executionId: '2' });
		expect(heard(apps)).toEqual(apps.map(() => [{ n: 1 }]));
	});

	it('is passed on as it is to a single call', async () => {
		await send(twilio, { callSid: byId(startApp(twilio)), ...own('order-1') });
		expect(keys()).toEqual(['order-1']);
	});

	it('is refused on a second item, before anything is sent', async () => {
		const apps = startConference(twilio, 'Support', 2);
		const parameters = { ...toConference('Support'), ...own('order-1') };
		const { error } = await send(twilio, parameters, { items: [{ n: 1 }, { n: 2 }] });
		expect(error?.message).toBe('Idempotency Key is the same as that of an earlier item [item 1]');
		expect(heard(apps)).toEqual([[], []]);
	});
});
