import { createHmac } from 'node:crypto';

import { AUTH_TOKEN, CALLBACK_URL, MESSAGE, SECONDARY_TOKEN, sign } from '../../signedRequests';
import { signedTail } from '../genuine';
import { genuine, WITH_QUERY, type Forgery } from './forgery';

const { form } = genuine;
const signature = form.signature ?? '';

const digest = (algorithm: string, encoding: 'hex' | 'base64' | 'base64url') =>
	createHmac(algorithm, AUTH_TOKEN)
		.update(WITH_QUERY + signedTail(MESSAGE))
		.digest(encoding);

export const wrongSignatures: Forgery[] = (
	[
		['no signature', undefined],
		['an empty signature', ''],
		['a blank signature', ' '],
		['a signature cut short', signature.slice(0, -1)],
		['a signature of its first letter', signature.slice(0, 1)],
		['a signature twice over', signature + signature],
		['a signature twice, as a repeated header', `${signature}, ${signature}`],
		['a signature with a blank in front', ` ${signature}`],
		['a signature with a line break behind', `${signature}\n`],
		['a signature in lower case', signature.toLowerCase()],
		['a signature in hex', digest('sha1', 'hex')],
		['a signature in base64url', digest('sha1', 'base64url')],
		['a signature by SHA-256', digest('sha256', 'base64')],
		['a signature that names its algorithm', `sha1=${signature}`],
		[
			'a signature with another token',
			sign(MESSAGE, { url: WITH_QUERY, authToken: SECONDARY_TOKEN }),
		],
		['a signature with an empty token', sign(MESSAGE, { url: WITH_QUERY, authToken: '' })],
		[
			'a signature with the Account SID',
			sign(MESSAGE, { url: WITH_QUERY, authToken: MESSAGE.AccountSid }),
		],
		['a signature of the URL alone', sign({}, { url: WITH_QUERY })],
		['a signature of the body alone', sign(MESSAGE, { url: '' })],
		[
			'a signature of another message',
			sign({ ...MESSAGE, Sid: `KX${'4'.repeat(32)}` }, { url: WITH_QUERY }),
		],
	] as const
).map(([name, forged]) => [name, { ...form, signature: forged }, 'signature']);

export const otherUrls: Forgery[] = (
	[
		['http in place of https', WITH_QUERY.replace('https', 'http')],
		['another host', WITH_QUERY.replace('n8n.', 'n9n.')],
		['a host with a dot behind', WITH_QUERY.replace('.com', '.com.')],
		['another path', WITH_QUERY.replace('messages', 'message')],
		['the path in upper case', WITH_QUERY.replace('messages', 'MESSAGES')],
		['a slash behind the path', WITH_QUERY.replace('messages', 'messages/')],
		['a slash twice in the path', WITH_QUERY.replace('/webhook', '//webhook')],
		['the test URL', WITH_QUERY.replace('webhook', 'webhook-test')],
		['the query in another order', `${CALLBACK_URL}?page=1&node=abc`],
		['no query', CALLBACK_URL],
		['half of the query', `${CALLBACK_URL}?node=abc`],
		['another value in the query', WITH_QUERY.replace('abc', 'abd')],
		['more in the query', `${WITH_QUERY}&a=`],
		['a fragment', `${WITH_QUERY}#a`],
		['no URL', ''],
	] as const
).map(([name, url]) => [name, { ...form, url }, 'signature']);
