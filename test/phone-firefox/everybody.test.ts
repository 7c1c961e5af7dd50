import { barriers } from '../phone/support/barriers';
import { itOnPhone, onPhone, useStage } from '../phone/support/phoneTest';
import { launchFirefox } from '../support/firefox/launch';

describe.each(['light', 'dark'] as const)(
	'in Firefox, the page for everybody, %s',
	(colorScheme) => {
		const stage = useStage((options) => launchFirefox({ ...options, colorScheme }));

		itOnPhone('is without barriers before and during a call', async () => {
			await onPhone(
				stage(),
				async (phone) => {
					await phone.reach('ready');
					expect(await barriers(phone)).toEqual([]);
					await phone.placeCall(stage().twilio);
					await phone.received({ type: 'greeting' });
					expect(await barriers(phone)).toEqual([]);
				},
				{ query: '' },
			);
		});
	},
);
