import { CALLBACK_URL, genuineRequest, MESSAGE, sign } from '../../signedRequests';
import { sha256 } from '../genuine';
import { wrongValues } from './values';
import { genuine, type Forgery } from './forgery';

const digits = '2'.repeat(32);

export const wrongShapes: Forgery[] = [
	...wrongValues.flatMap(([name, values]) =>
		values.map((value): Forgery => [
			`${name} ${JSON.stringify(value)}`,
			genuineRequest({ ...MESSAGE, [name]: value }),
			name === 'ContentType' ? 'type' : 'shape',
		]),
	),
	...wrongValues.map(([missing]): Forgery => [
		`a message without ${missing}`,
		genuineRequest(
			Object.fromEntries(Object.entries(MESSAGE).filter(([name]) => name !== missing)),
		),
		'shape',
	]),
	...wrongValues.map(([name]): Forgery => [
		`a message with ${name} twice`,
		{
			...genuine.form,
			rawBody: `${genuine.form.rawBody.toString()}&${name}=${encodeURIComponent(MESSAGE[name])}`,
		},
		'shape',
	]),
	...wrongValues.map(([name]): Forgery => [
		`a message with ${name} in lower case`,
		genuineRequest(
			Object.fromEntries(
				Object.entries(MESSAGE).map(([known, value]) => [
					known === name ? known.toLowerCase() : known,
					value,
				]),
			),
		),
		'shape',
	]),
	['a message without a parameter', genuineRequest({}), 'shape'],
	[
		'a parameter with neither name nor value',
		{ ...genuine.form, rawBody: `${genuine.form.rawBody.toString()}&=` },
		'shape',
	],
	['a parameter without a name', genuineRequest({ ...MESSAGE, '': 'a' }), 'shape'],
	[
		'a call status',
		genuineRequest({
			AccountSid: MESSAGE.AccountSid,
			CallSid: MESSAGE.CallSid,
			CallStatus: 'completed',
		}),
		'shape',
	],
	['a list that is signed by its hash', { ...genuine.hashed, ...hashedList() }, 'shape'],
];

export const otherAccounts: Forgery[] = [
	[
		'a message of another account',
		genuineRequest({ ...MESSAGE, AccountSid: `AC${digits}` }),
		'account',
	],
	[
		'a message of an account with our digits in part',
		genuineRequest({ ...MESSAGE, AccountSid: `${MESSAGE.AccountSid.slice(0, -1)}2` }),
		'account',
	],
];

function hashedList() {
	const rawBody = '[]';
	const url = `${CALLBACK_URL}?bodySHA256=${sha256(rawBody)}`;
	return { rawBody, url, signature: sign({}, { url }) };
}
