import { isSignedByTwilio } from '../../../nodes/TwilioCallMessages/twilio/callback/signature';
import { acceptMessage } from '../../support/acceptMessage';
import { signedTail } from '../../support/forging/genuine';
import { ACCOUNT, AUTH_TOKEN, formRequest, MESSAGE, sign } from '../../support/signedRequests';
import { formOf } from '../../support/twilioSdk';

const { AccountSid, CallSid, Sid, Timestamp } = MESSAGE;

it('finds one message only, wherever a text full of planted names is cut', () => {
	const end = `ContentTypeapplication/jsonSequenceNumber999Sid${Sid}Timestamp${Timestamp}Zz`;
	const planted = `AccountSid${AccountSid}CallSid${CallSid}Content1${end}`;
	const message = { ...MESSAGE, Content: JSON.stringify(planted) };
	const tail = signedTail(message);
	const cuts = [
		...tail.matchAll(/AccountSid|CallSid|ContentType|Content|SequenceNumber|Sid|Timestamp|Zz/g),
	].map((match) => ({ name: match[0], start: match.index }));

	const requests = Array.from({ length: 2 ** (cuts.length - 1) }, (_, choice) => {
		const chosen = cuts.filter((_cut, index) => index === 0 || (choice >> (index - 1)) & 1);
		const ends = [...chosen.slice(1).map(({ start }) => start), tail.length];
		const pairs = chosen.map(({ name, start }, index): [string, string] => [
			name,
			tail.slice(start + name.length, ends[index]),
		]);
		return formRequest(pairs, { signature: sign(message) });
	}).filter((request) => isSignedByTwilio(request, [AUTH_TOKEN]));
	const accepted = requests.filter((request) => acceptMessage(request, ACCOUNT).accepted);

	expect(requests.length).toBeGreaterThan(500);
	expect(accepted.map(formOf)).toEqual([message]);
});
