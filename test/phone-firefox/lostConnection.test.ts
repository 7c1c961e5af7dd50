import { talkThroughBrokenConnection } from '../phone/support/brokenConnection';
import { itOnPhone, useStage } from '../phone/support/phoneTest';
import { launchFirefox } from '../support/firefox/launch';

const stage = useStage(launchFirefox);

describe('in Firefox, a connection that breaks during a call', () => {
	itOnPhone('comes back, and what was sent meanwhile arrives on both sides', async () => {
		await talkThroughBrokenConnection(stage());
	});
});
