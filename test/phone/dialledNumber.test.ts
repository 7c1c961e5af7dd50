import { poll } from '../../sandbox/poll';
import { startCallbackReceiver } from '../contract/support/callbackReceiver';
import { TIMEOUT_MS, triggerWorkflow } from '../support/n8n';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEnded, untilSubscribed } from './support/waiting';

const stage = useStage();

const LEG_EVENTS = ['callInitiated', 'callRinging', 'callAnswered', 'callEnded'];

describe('a number that an app has dialled, whose leg reports to a trigger', () => {
	itOnPhone(
		"brings the app's messages, and what becomes of the call, without Subscribe",
		async () => {
			const { api, credential, twilio } = stage();
			const { workflow, productionUrl } = triggerWorkflow(credential, {
				autoSubscribe: true,
				events: ['message', ...LEG_EVENTS],
			});
			const { id } = await api.createWorkflow(workflow);
			await api.activate(id);
			const statusCallback = productionUrl.replace(/messages$/, 'call-status');
			const server = await startCallbackReceiver((_request, response) => {
				response.writeHead(200, { 'content-type': 'text/xml' });
				response.end(
					`<Response><Dial callerId="+15005550001"><Number statusCallback="${statusCallback}" statusCallbackEvent="initiated ringing answered completed">+15005550009</Number></Dial></Response>`,
				);
			});
			const { application } = twilio;
			twilio.setApplication({ voiceUrl: server.baseUrl });
			try {
				await onPhone(stage(), async (phone) => {
					const app = await phone.placeCall(twilio);
					await untilSubscribed(twilio, app.sid);
					const number = await poll(
						'The leg of the number',
						{ timeoutMs: 15_000, everyMs: 25 },
						() =>
							Promise.resolve(twilio.phone.calls().find((leg) => leg.parentCallSid === app.sid)),
					);
					await twilio.settled();
					twilio.phone.answer(number.sid);
					await phone.sendForm('order', 'Coffee');
					await phone.sent({ type: 'order' });
					await twilio.settled();
					await phone.button('Hang up').click();
					await untilEnded(twilio, number.sid);
					await twilio.settled();

					const executions = await api.waitForExecutions(id, 5, TIMEOUT_MS);
					const items = executions.flatMap(({ itemsOf }) =>
						itemsOf('Trigger').map(({ json }) => json),
					);
					expect(items.filter(({ event }) => event === 'message')).toMatchObject([
						{ call_sid: app.sid, content: { type: 'order', text: 'Coffee' } },
					]);
					const events = items.filter(({ event }) => event !== 'message');
					expect(events.map(({ event }) => event)).toEqual(LEG_EVENTS);
					expect(events).toMatchObject(
						events.map(() => ({ call_sid: number.sid, parent_call_sid: app.sid })),
					);
				});
			} finally {
				twilio.setApplication(application);
				await server.stop();
			}
		},
	);
});
