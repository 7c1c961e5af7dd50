import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { REGION_EDGES, US_BASE_URL } from '../nodes/TwilioCallMessages/twilio/baseUrl';

const trimmed = (field: string) => `($credentials.${field} || '').trim()`;

// The same rules as `baseUrl` and `isLocation`, as an expression: a credential test cannot call functions of ours.
const EDGE = `(${trimmed('edge')} || ${JSON.stringify(REGION_EDGES)}[$credentials.region])`;
const IS_LOCATION = `/^[a-z0-9-]*$/.test(${trimmed('edge')} + ($credentials.region || ''))`;
const BASE_URL_EXPRESSION = `={{ ${trimmed('apiBaseUrl')}
	? ${trimmed('apiBaseUrl')}.replace(/\\/+$/, '')
	: !${IS_LOCATION} ? 'https://edge-or-region-is-not-valid.invalid'
	: ${EDGE} ? 'https://api.' + ${EDGE} + '.' + ($credentials.region || 'us1') + '.twilio.com' : '${US_BASE_URL}' }}`;

export class TwilioCallMessagesApi implements ICredentialType {
	name = 'twilioCallMessagesApi';

	displayName = 'Twilio Call Messages API';

	icon: Icon = {
		light: 'file:../icons/twilioCallMessages.svg',
		dark: 'file:../icons/twilioCallMessages.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-twilio-call-messages/n8n-nodes-twilio-call-messages#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Account SID',
			name: 'accountSid',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'AC0123456789abcdef0123456789abcdef',
			description: 'Twilio Console, Account Info. AC followed by 32 hex digits.',
		},
		{
			displayName: 'Sign In With',
			name: 'authType',
			type: 'options',
			default: 'authToken',
			description: 'How requests to Twilio sign in',
			options: [
				{ name: 'Auth Token', value: 'authToken' },
				{ name: 'API Key', value: 'apiKey' },
			],
		},
		{
			displayName: 'API Key SID',
			name: 'apiKeySid',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'SK0123456789abcdef0123456789abcdef',
			description: 'A standard API key is enough',
			displayOptions: { show: { authType: ['apiKey'] } },
		},
		{
			displayName: 'API Key Secret',
			name: 'apiKeySecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { authType: ['apiKey'] } },
		},
		{
			displayName: 'Auth Token',
			name: 'authToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Twilio Console, Account Info. Twilio signs callbacks with it, unless you have it sign with a shared key: then requests can sign in with an API key, and the Auth Token can stay empty.',
			hint: 'Proves that callbacks are from Twilio. The trigger and Send Message and Wait for Reply need it, or a Shared Key Secret.',
		},
		{
			displayName: 'Secondary Auth Token',
			name: 'secondaryAuthToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Also accepted on callbacks. Fill it in while you rotate the Auth Token, so that no message is refused on the way.',
		},
		{
			displayName: 'Shared Key Secret',
			name: 'sharedKeySecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only when Twilio signs callbacks with a shared key (Webhooks configuration, HMAC-SHA256): the secret of that key. With it the Auth Token of the account need not be in n8n.',
		},
		{
			displayName: 'Secondary Shared Key Secret',
			name: 'secondarySharedKeySecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Also accepted on callbacks, while you change from one shared key to another',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			default: 'us1',
			description:
				'Where the calls are processed. Each region has an Auth Token and API keys of its own.',
			options: [
				{ name: 'Australia (AU1)', value: 'au1' },
				{ name: 'Ireland (IE1)', value: 'ie1' },
				{ name: 'United States (US1)', value: 'us1' },
			],
		},
		{
			displayName: 'Edge',
			name: 'edge',
			type: 'string',
			default: '',
			placeholder: 'ashburn',
			description:
				"The Twilio edge location to connect through. Empty uses the region's own (Dublin for IE1, Sydney for AU1).",
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://api.twilio.com',
			description:
				'Replaces the address of Twilio, for a proxy or a local emulator. Usually empty.',
		},
	];

	/**
	 * Signs a request in with Basic auth. Not by expressions, which n8n would evaluate for every request, and cannot once an
	 * execution has ended: subscriptions of a question are tended beyond that.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const text = (field: string) => String(credentials[field] ?? '').trim();
		const isApiKey = credentials['authType'] === 'apiKey';
		const auth = isApiKey
			? { username: text('apiKeySid'), password: text('apiKeySecret') }
			: { username: text('accountSid'), password: text('authToken') };
		return { ...requestOptions, auth };
	}

	// The Account resource would be the obvious choice, but standard API keys may not read it.
	// Source: https://www.twilio.com/docs/iam/api-keys/keys-in-console
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: `=/2010-04-01/Accounts/{{ ${trimmed('accountSid')} }}/Calls.json`,
			qs: { PageSize: 1 },
		},
	};
}
