import { placedCalls } from './support/phonePage';
import { itOnPhone, onPhone, useStage } from './support/phoneTest';
import { startTokenServer } from './support/tokenServer';

const stage = useStage();

describe('a token server of another origin', () => {
	itOnPhone('serves the page, but its address cannot make the page call by itself', async () => {
		const { twilio } = stage();
		const tokens = await startTokenServer(twilio, 'carol');
		try {
			await onPhone(
				stage(),
				async (phone) => {
					await phone.page.getByText('Calls to client:carol ring here').waitFor();
					expect(await phone.placeCall(twilio)).toMatchObject({ from: 'client:carol' });
					expect(placedCalls(twilio.phone)).toHaveLength(1);
				},
				{ query: `${tokens.query}&call` },
			);
		} finally {
			await tokens.stop();
		}
	});
});
