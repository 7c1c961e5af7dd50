import { createHash, createHmac } from 'node:crypto';

import { acceptMessage } from '../../support/acceptMessage';
import {
	resigned,
	SECONDARY_SHARED_KEY_SECRET,
	SHARED_KEY_SECRET,
	SHARED_KEY_SETTINGS,
} from '../../support/sharedKeys';
import {
	ACCOUNT,
	AUTH_TOKEN,
	CALLBACK_URL,
	genuineRequest,
	MESSAGE,
} from '../../support/signedRequests';

const BOTH = { ...ACCOUNT, sharedKeySecrets: [SHARED_KEY_SECRET, SECONDARY_SHARED_KEY_SECRET] };
const KEYS_ONLY = { ...BOTH, authTokens: [] };

const byToken = genuineRequest(MESSAGE);
const byKey = resigned(byToken, MESSAGE);

const refused = (reason: string) => ({ accepted: false, reason });

describe('a callback that is signed with a shared key', () => {
	it.each([
		['the key', SHARED_KEY_SECRET],
		['the key it rotates to', SECONDARY_SHARED_KEY_SECRET],
	])('is accepted with %s, whether there is an Auth Token or not', (_, secret) => {
		const request = resigned(byToken, MESSAGE, secret);

		for (const account of [BOTH, KEYS_ONLY]) {
			expect(acceptMessage(request, account, SHARED_KEY_SETTINGS)).toMatchObject({
				accepted: true,
				value: { sid: MESSAGE.Sid },
			});
		}
	});

	it('is accepted by GET, where the query is signed', () => {
		const url = `${CALLBACK_URL}?${new URLSearchParams(MESSAGE)}`;
		const signature = createHmac('sha256', SHARED_KEY_SECRET).update(url).digest('base64');
		const request = { ...byToken, method: 'GET', url, contentType: undefined, rawBody: '' };

		expect(acceptMessage({ ...request, signature }, BOTH, SHARED_KEY_SETTINGS)).toMatchObject({
			accepted: true,
		});
	});

	it('is accepted as JSON that the URL vouches for', () => {
		const rawBody = JSON.stringify(MESSAGE);
		const url = `${CALLBACK_URL}?bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`;
		const signature = createHmac('sha256', SHARED_KEY_SECRET).update(url).digest('base64');
		const request = { ...byToken, url, contentType: 'application/json', rawBody, signature };

		expect(acceptMessage(request, BOTH, SHARED_KEY_SETTINGS)).toMatchObject({ accepted: true });
	});

	it.each([
		['a key of somebody else', resigned(byToken, MESSAGE, 'another secret')],
		['the Auth Token by SHA-256', resigned(byToken, MESSAGE, AUTH_TOKEN)],
		['the Auth Token as always', byToken],
		['an empty key', resigned(byToken, MESSAGE, '')],
		['the key, for another message', resigned(byToken, { ...MESSAGE, SequenceNumber: '2' })],
	])('is refused when it is signed with %s', (_, request) => {
		expect(acceptMessage(request, BOTH, SHARED_KEY_SETTINGS)).toEqual(refused('signature'));
		expect(
			acceptMessage(request, { ...BOTH, sharedKeySecrets: [''] }, SHARED_KEY_SETTINGS),
		).toEqual(refused('signature'));
	});

	it('is refused where the credential has no shared key', () => {
		expect(acceptMessage(byKey, ACCOUNT, SHARED_KEY_SETTINGS)).toEqual(refused('noSharedKey'));
	});

	it.each([
		['key=WK1,algorithm=HMAC_SHA512', 'algorithm'],
		[`${SHARED_KEY_SETTINGS}, ${SHARED_KEY_SETTINGS}`, 'settings'],
		['', 'settings'],
	])('is refused with the header %j', (header, reason) => {
		expect(acceptMessage(byKey, BOTH, header)).toEqual(refused(reason));
	});
});

describe('a callback without that header', () => {
	it('is not proven by a shared key, by SHA-256 or SHA-1', () => {
		const bySha1 = genuineRequest(MESSAGE, { authToken: SHARED_KEY_SECRET });

		expect(acceptMessage(byKey, BOTH)).toEqual(refused('signature'));
		expect(acceptMessage(bySha1, BOTH)).toEqual(refused('signature'));
	});

	it('is refused where the credential has shared keys only', () => {
		expect(acceptMessage(byToken, KEYS_ONLY)).toEqual(refused('noAuthToken'));
	});
});
