import { talkThroughBrokenConnection } from './support/brokenConnection';
import { itOnPhone, useStage } from './support/phoneTest';

const stage = useStage();

describe('a connection that breaks during a call', () => {
	itOnPhone('comes back, and what was sent meanwhile arrives on both sides', async () => {
		await talkThroughBrokenConnection(stage());
	});
});
