import { BROKEN_CONNECTION, itOnPhone, onPhone, useStage } from './support/phoneTest';

const stage = useStage();

describe('the controls of a call', () => {
	itOnPhone('mute the microphone and open it again, and the call goes on', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			await phone.placeCall(twilio);
			await phone.button('Mute').click();
			await phone.button('Unmute').click();
			await phone.button('Mute').click();
			await phone.button('Unmute').waitFor();
			await phone.reach('onCall');
			await phone.button('Hang up').click();
			await phone.reach('ended');
			await phone.placeCall(twilio);
			await phone.button('Mute').waitFor();
		});
	});

	itOnPhone('copy the Call SID and say so, or say why not', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { page } = phone;
			const { sid } = await phone.placeCall(twilio);
			await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
			await phone.button('Copy Call SID').click();
			await page.getByText('Copied').waitFor();
			expect(await page.evaluate('navigator.clipboard.readText()')).toBe(sid);
			await page.evaluate(
				"navigator.clipboard.writeText = async () => { throw new Error('The clipboard is locked') }",
			);
			await phone.button('Copy Call SID').click();
			await phone.alert.filter({ hasText: 'The clipboard is locked' }).waitFor();
		});
	});

	itOnPhone('tell where a message is not JSON, and send nothing', async () => {
		const { twilio } = stage();
		await onPhone(stage(), async (phone) => {
			const { page } = phone;
			await phone.placeCall(twilio);
			await phone.sent({ type: 'ready' });
			await phone.sendJson('{ "type": "order", }');
			await page.getByText('This is not JSON: ').waitFor();
			await phone.focused('JSON');
			await phone.sendJson('null');
			await page.getByText('A message cannot be null.').waitFor();
			expect(await phone.conversation()).not.toContainEqual(
				expect.objectContaining({ direction: 'sent', content: null }),
			);
		});
	});
});

describe('who may ring', () => {
	itOnPhone('is shown for the person in the token, and only while she can be called', async () => {
		const { hosts } = stage();
		await onPhone(
			stage(),
			async (phone) => {
				const invitation = phone.page.getByText('Calls to client:alice ring here');
				await invitation.waitFor();
				const mend = hosts.breakSignalling();
				await invitation.waitFor({ state: 'hidden' });
				mend();
				await invitation.waitFor();
			},
			{ expectedErrors: BROKEN_CONNECTION },
		);
	});
});

describe('the focus', () => {
	const call = () => stage().twilio.phone.startCall({ from: '+15005550006', to: 'client:alice' });

	itOnPhone('goes to Accept when somebody calls and nothing else has it', async () => {
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			call();
			await phone.focused('Accept');
			await phone.page.keyboard.press('Enter');
			await phone.reach('onCall');
			await phone.focused('Text');
		});
	});

	itOnPhone('stays in a field while somebody calls', async () => {
		await onPhone(stage(), async (phone) => {
			await phone.reach('ready');
			await phone.tabTo('Type');
			call();
			await phone.incoming.waitFor();
			await phone.focused('Type');
		});
	});

	itOnPhone('is not lost with a button, and no stray key accepts a call', async () => {
		await onPhone(stage(), async (phone) => {
			const { keyboard } = phone.page;
			await phone.reach('ready');
			call();
			await phone.button('Reject').click();
			await phone.focused('Call');
			const { sid } = call();
			await phone.incoming.and(phone.page.locator(':focus')).waitFor();
			await keyboard.press('Enter');
			await keyboard.press('Space');
			expect(stage().twilio.phone.call(sid).status).toBe('ringing');
			stage().twilio.phone.end(sid);
			await phone.focused('Call');
		});
	});
});
