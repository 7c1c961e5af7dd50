import { startCallbackReceiver } from '../contract/support/callbackReceiver';
import { launchChromium } from '../support/chromium';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { untilEnded } from './support/waiting';

const stage = useStage();

describe('two people in two browsers', () => {
	itOnPhone('are connected by TwiML, hear each other, and are parted again', async () => {
		const { hosts, twilio } = stage();
		const server = await startCallbackReceiver((_request, response) => {
			response.writeHead(200, { 'content-type': 'text/xml' });
			response.end('<Response><Dial answerOnBridge="true"><Client>bob</Client></Dial></Response>');
		});
		const browser = await launchChromium({ twilioPort: hosts.port });
		const before = twilio.application;
		twilio.setApplication({ voiceUrl: `${server.baseUrl}/voice` });
		try {
			await onPhone(
				{ ...stage(), browser },
				async (bob) => {
					await bob.reach('ready');
					await onPhone(stage(), async (alice) => {
						await alice.reach('ready');
						await alice.button('Call').click();
						await bob.incoming.getByText('alice').waitFor();
						await bob.button('Accept').click();
						await alice.reach('onCall');
						await bob.reach('onCall');

						await alice.sounds('Speaker');
						await bob.sounds('Speaker');
						const [child, parent] = twilio.phone.calls();
						expect(child).toMatchObject({
							to: 'client:bob',
							from: 'client:alice',
							parentCallSid: parent?.sid,
							status: 'in-progress',
						});
						await bob.button('Hang up').click();

						await alice.reach('ended');
						expect(await untilEnded(twilio, parent?.sid ?? '')).toBe('completed');
					});
				},
				{ query: '?tokenUrl=/token&identity=bob' },
			);
		} finally {
			twilio.setApplication(before);
			await browser.close();
			await server.stop();
		}
	});
});
