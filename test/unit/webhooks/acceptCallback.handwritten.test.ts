import {
	isSignedByTwilio,
	type SignedRequest,
} from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { acceptMessage } from '../../support/acceptMessage';
import { genuine } from '../../support/forging/handwritten/forgery';
import { otherBodies, unreadable } from '../../support/forging/handwritten/forms';
import { otherJsonAndGets } from '../../support/forging/handwritten/json';
import { otherAccounts, wrongShapes } from '../../support/forging/handwritten/shapes';
import { otherUrls, wrongSignatures } from '../../support/forging/handwritten/signatures';
import { ACCOUNT, MESSAGE } from '../../support/signedRequests';

const accept = (request: SignedRequest) => acceptMessage(request, ACCOUNT);

const forgeries = [
	...wrongSignatures,
	...otherUrls,
	...otherBodies,
	...otherJsonAndGets,
	...unreadable,
	...wrongShapes,
	...otherAccounts,
];

it.each(Object.entries(genuine))('lets the genuine %s in', (_name, request) => {
	expect(accept(request)).toMatchObject({ accepted: true, value: { sid: MESSAGE.Sid } });
});

it.each(forgeries)('refuses %s', (_name, request, reason) => {
	expect(accept(request)).toEqual({ accepted: false, reason });
});

it.each([...wrongShapes, ...otherAccounts])(
	'refuses %s although it is signed',
	(_name, request) => {
		expect(isSignedByTwilio(request, ACCOUNT.authTokens)).toBe(true);
	},
);

it('knows at least 60 forgeries, each another', () => {
	const distinct = new Set(forgeries.map(([, request]) => JSON.stringify(request)));

	expect(distinct.size).toBe(forgeries.length);
	expect(forgeries.length).toBeGreaterThanOrEqual(60);
});
