import { signatureScheme } from '../../../../nodes/TwilioCallMessages/twilio/callback/signatureSettings';

const KEY = 'WK0123456789abcdef0123456789abcdef';

it('without the header a request is signed with the Auth Token', () => {
	expect(signatureScheme(undefined)).toEqual({ hash: 'sha1', key: 'authToken' });
});

it.each([
	`key=${KEY},algorithm=HMAC_SHA256`,
	`key=${KEY}, algorithm=HMAC_SHA256`,
	'key=my-key.1,algorithm=HMAC_SHA256',
])('with %j it is signed with a shared key', (header) => {
	expect(signatureScheme(header)).toEqual({ hash: 'sha256', key: 'sharedKey' });
});

it.each(['HMAC_SHA1', 'HMAC_SHA512', 'hmac_sha256', 'HMAC-SHA256', 'none'])(
	'the algorithm %s is not known',
	(algorithm) => {
		expect(signatureScheme(`key=${KEY},algorithm=${algorithm}`)).toBe('algorithm');
	},
);

it.each([
	'',
	KEY,
	`key=${KEY}`,
	'algorithm=HMAC_SHA256',
	`key=,algorithm=HMAC_SHA256`,
	`key=${KEY},algorithm=`,
	`algorithm=HMAC_SHA256,key=${KEY}`,
	` key=${KEY},algorithm=HMAC_SHA256`,
	`key=${KEY},algorithm=HMAC_SHA256\n`,
	`key=${KEY};algorithm=HMAC_SHA256`,
	`key=${KEY},  algorithm=HMAC_SHA256`,
	`key=${KEY},algorithm=HMAC_SHA256,more=1`,
	`key=${KEY},algorithm=HMAC_SHA256, key=${KEY},algorithm=HMAC_SHA256`,
])('%j is not a header of this kind', (header) => {
	expect(signatureScheme(header)).toBe('settings');
});
