import { until } from '../../sandbox/poll';
import type { PhonePage } from './support/phonePage';
import { BROKEN_CONNECTION, itOnPhone, onPhone, useStage } from './support/phoneTest';
import { startTokenServer, type TokenAnswer, type TokenServer } from './support/tokenServer';

const LIMITS = { timeoutMs: 20_000, everyMs: 50 };
const SHORT: TokenAnswer = { livesSeconds: 2 };
const FAILURE: TokenAnswer = { status: 503 };
const EXPECTED_ERRORS = [...BROKEN_CONNECTION, /status of 503/];
const stage = useStage();

const untilAsked = async ({ asked }: TokenServer, count: number) =>
	await until(`Question ${count} to the token server`, LIMITS, () => asked() >= count);

/** Twilio looks at the token of a page that comes back: breaks its connection until the first token has expired. */
async function comeBackWhenExpired(openedAt: number): Promise<void> {
	const mend = stage().hosts.breakSignalling();
	await until('The end of the first token', LIMITS, () => Date.now() > openedAt + 3000);
	mend();
}

async function withTokens(
	answers: readonly TokenAnswer[],
	work: (phone: PhonePage, tokens: TokenServer) => Promise<void>,
): Promise<void> {
	const tokens = await startTokenServer(stage().twilio, 'carol', answers);
	const { query } = tokens;
	try {
		await onPhone(stage(), async (phone) => await work(phone, tokens), {
			query,
			expectedErrors: EXPECTED_ERRORS,
		});
	} finally {
		await tokens.stop();
	}
}

async function expectToRing(phone: PhonePage): Promise<void> {
	await phone.reach('ready');
	stage().twilio.phone.startCall({ from: '+15005550006', to: 'client:carol' });
	await phone.incoming.waitFor();
}

describe('a phone that is left alone until its token expires', () => {
	itOnPhone('has a new one by then, and is registered', async () => {
		await withTokens([SHORT], async (phone, tokens) => {
			const openedAt = Date.now();
			await phone.reach('ready');
			await untilAsked(tokens, 2);
			await comeBackWhenExpired(openedAt);
			await expectToRing(phone);
			expect(tokens.asked()).toBe(2);
		});
	});

	itOnPhone('asks again when the token server fails once', async () => {
		await withTokens([SHORT, FAILURE], async (phone, tokens) => {
			await phone.alert.filter({ hasText: 'The token server answered 503' }).waitFor();
			await untilAsked(tokens, 3);
			await phone.reach('ready');
		});
	});

	itOnPhone('registers with another token when the old one is refused', async () => {
		await withTokens([SHORT, FAILURE], async (phone, tokens) => {
			const openedAt = Date.now();
			await phone.reach('ready');
			await untilAsked(tokens, 2);
			await comeBackWhenExpired(openedAt);
			await untilAsked(tokens, 3);
			await expectToRing(phone);
		});
	});

	itOnPhone('says so when the token server hands out expired tokens', async () => {
		await withTokens([{ livesSeconds: -10 }], async (phone, tokens) => {
			await phone.alert.filter({ hasText: 'The access token has expired' }).waitFor();
			await phone.reach('offline');
			expect(tokens.asked()).toBe(1);
			await phone.button('Try again').click();
			await phone.reach('ready');
		});
	});
});

describe('a call during which the token expires', () => {
	itOnPhone('comes back with another token, and the phone can be called after it', async () => {
		await withTokens([SHORT, FAILURE], async (phone) => {
			const openedAt = Date.now();
			await phone.placeCall(stage().twilio);
			await comeBackWhenExpired(openedAt);
			await phone.reach('reconnecting');
			await phone.reach('onCall');
			await phone.button('Hang up').click();
			await expectToRing(phone);
		});
	});
});
