import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { callbackUrlProblem } from '../twilio/delivery/callbackUrl';
import { redirectTo, withParameters } from '../twilio/twiml/answers';
import { twimlProblem } from '../twilio/twiml/wellFormed';
import { toBoolean, unusableSetup } from './reading';

const shownFor = (voiceAnswer: string) => ({
	show: { answerVoiceUrl: [true], voiceAnswer: [voiceAnswer] },
});

export const voiceAnswerFields: INodeProperties[] = [
	{
		displayName: 'Answer Voice URL',
		name: 'answerVoiceUrl',
		type: 'boolean',
		default: false,
		description:
			'Whether this trigger answers the calls that apps place, as Voice URL of a TwiML App. It learns of each call at its start, so that Auto-Subscribe reaches it and Call Placed starts the workflow.',
	},
	{
		displayName:
			'Open Webhook URLs above, copy the Production URL that ends in voice, and enter it as Voice URL of the TwiML App. Every call is answered at once: what the workflow does comes too late for the answer, and reaches the app by messages. Enter a fallback URL at Twilio, too, for the time when n8n does not run.',
		name: 'voiceUrlNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { answerVoiceUrl: [true] } },
	},
	{
		displayName: 'Voice Answer',
		name: 'voiceAnswer',
		type: 'options',
		default: 'redirect',
		description: 'What Twilio is told to do with the call',
		displayOptions: { show: { answerVoiceUrl: [true] } },
		options: [
			{
				name: 'Redirect',
				value: 'redirect',
				description: 'Ask the server that has answered the Voice URL until now',
			},
			{ name: 'TwiML', value: 'twiml', description: 'Do what is written here' },
		],
	},
	{
		displayName: 'Redirect URL',
		name: 'redirectUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://voice.example.com/answer',
		description: 'Where Twilio asks for the TwiML of the call, by POST and signed as ever',
		displayOptions: shownFor('redirect'),
	},
	{
		displayName: 'Forward Parameters',
		name: 'forwardParameters',
		type: 'boolean',
		default: true,
		description:
			'Whether to put the parameters that the app gave to connect() into the query of the Redirect URL. Twilio does not send them a second time.',
		displayOptions: shownFor('redirect'),
	},
	{
		displayName: 'TwiML',
		name: 'twiml',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: 'e.g. <Response><Dial><Client>alice</Client></Dial></Response>',
		description: 'A whole TwiML document, at most 64 kB',
		displayOptions: shownFor('twiml'),
	},
];

type Parameters = Pick<IWebhookFunctions, 'getNodeParameter' | 'getNode'>;

/** Tells whether the trigger answers the Voice URL. */
export function answersVoiceUrl(context: Pick<Parameters, 'getNodeParameter'>): boolean {
	return toBoolean(context.getNodeParameter('answerVoiceUrl', false)) ?? false;
}

/**
 * The TwiML for a call whose app gave these parameters. Throws a ProblemError, with the remedy in its message, for a field
 * that cannot be used, and what n8n throws for an expression that fails.
 */
export function readVoiceAnswer(
	context: Pick<Parameters, 'getNodeParameter'>,
	ownParameters: Readonly<Record<string, string>>,
): string {
	const text = (name: string) => {
		const value: unknown = context.getNodeParameter(name, '');
		return typeof value === 'string' ? value.trim() : '';
	};
	if (context.getNodeParameter('voiceAnswer', 'redirect') === 'twiml') {
		const twiml = text('twiml');
		const problem = twimlProblem(twiml);
		if (problem === undefined) return twiml;
		throw unusableSetup(`TwiML ${problem}. Correct it; it is XML with one <Response>`);
	}
	const url = text('redirectUrl');
	if (callbackUrlProblem(url, { isPublic: false }) !== undefined) {
		const problem = url === '' ? 'is empty' : 'is not an absolute http(s) URL';
		throw unusableSetup(
			`Redirect URL ${problem}. Write the address of the server that says what to do with the call, such as https://voice.example.com/answer`,
		);
	}
	const isForwarding = toBoolean(context.getNodeParameter('forwardParameters', true)) ?? true;
	const redirect = redirectTo(isForwarding ? withParameters(url, ownParameters) : url);
	// Nothing else is wrong with it: the parameters are too much.
	return twimlProblem(redirect) === undefined ? redirect : redirectTo(url);
}

/**
 * Refuses an answer that is wrong for every call, whatever expressions may give. Throws as `readVoiceAnswer` does.
 */
export function requireVoiceAnswer(context: Parameters): void {
	const { parameters } = context.getNode();
	const deciding = ['voiceAnswer', 'redirectUrl', 'twiml'];
	const isFixed = deciding.every((name) => !String(parameters[name] ?? '').startsWith('='));
	if (isFixed) readVoiceAnswer(context, {});
}
