import { executionWith } from './support/executions';
import { launchChromium } from '../support/chromium';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEchoed, untilEnded } from './support/waiting';

const stage = useStage();

describe('a call that a person places', () => {
	itOnPhone('is subscribed by itself, and greeted when the app is ready', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const call = await phone.placeCall(twilio);
			expect(call).toMatchObject({ from: 'client:alice', to: '', parentCallSid: null });
			const ready = await phone.sent({ type: 'ready' });
			const greeting = await phone.received({ type: 'greeting' });
			expect(twilio.phone.saidBy(call.sid)).toMatchObject([{ sid: ready.sid }]);
			expect(twilio.phone.heardBy(call.sid)).toMatchObject([{ sid: greeting.sid }]);
		});
	});

	itOnPhone('brings a message to a workflow, and its answer to the page', async () => {
		const { api, twilio, workflowIds } = stage();
		const order = { type: 'order', lines: [{ id: 7 }], note: 'Grüße, 世界 👋' };
		await onPhone(stage(), async (phone) => {
			const { sid: callSid } = await phone.placeCall(twilio);
			await untilEchoed(twilio, callSid);
			await phone.sendJson(JSON.stringify(order));
			const sent = await phone.sent({ type: 'order' });
			const echo = await phone.received({ type: 'echo' });
			expect(sent.delivery).toBe('sent');
			expect(echo.content).toEqual({ type: 'echo', received: order });

			const trigger = 'On a message from a call';
			const execution = await executionWith(api, workflowIds['Echo'], trigger, sent.sid);
			expect(execution.itemsOf(trigger).map(({ json }) => json)).toMatchObject([
				{ sid: sent.sid, call_sid: callSid, content: order, content_type: 'application/json' },
			]);
			expect(execution.itemsOf('Send it back').map(({ json }) => json)).toMatchObject([
				{ sid: echo.sid, call_sid: callSid },
			]);
		});
	});

	itOnPhone('has sound in both directions', async () => {
		const { twilio } = stage();
		const { application } = twilio;
		// Without a Voice URL the emulator answers itself, and the person hears herself.
		twilio.setApplication({});
		try {
			await onPhone(stage(), async (phone) => {
				await phone.placeCall(twilio);
				await phone.sounds('Microphone');
				await phone.sounds('Speaker');
			});
		} finally {
			twilio.setApplication(application);
		}
	});

	itOnPhone('is connected with a colleague who is at her page, sound included', async () => {
		const { twilio, hosts } = stage();
		const browser = await launchChromium({ twilioPort: hosts.port });
		try {
			await onPhone(
				{ ...stage(), browser },
				async (colleague) => {
					await colleague.reach('ready');
					await onPhone(stage(), async (phone) => {
						await phone.placeCall(twilio);
						await colleague.button('Accept').click();
						await colleague.reach('onCall');
						await phone.sounds('Speaker');
						await colleague.sounds('Speaker');
						await phone.received({ type: 'greeting' });
					});
				},
				{ query: '?tokenUrl=/token&identity=colleague' },
			);
		} finally {
			await browser.close();
		}
	});

	itOnPhone(
		'ends on the page when the other side hangs up, and for Twilio when she does',
		async () => {
			const { twilio } = stage();
			await onPhone(stage(), async (phone) => {
				const first = await phone.placeCall(twilio);
				twilio.phone.end(first.sid);
				await phone.reach('ended');
				const second = await phone.placeCall(twilio);
				await phone.button('Hang up').click();
				await phone.reach('ended');
				expect(second.sid).not.toBe(first.sid);
				expect(await untilEnded(twilio, second.sid)).toBe('completed');
			});
		},
	);
});
