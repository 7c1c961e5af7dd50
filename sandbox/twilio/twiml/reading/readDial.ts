import { STATUS_CALLBACK_EVENTS, type StatusCallback } from '../../calls/calls';
import { ASKED_CONFERENCE_EVENTS } from '../../conferences/conferenceEvents';
import { Attributes, type Reading } from './attributes';
import type { TwimlElement } from './document';
import { readParameters } from './parameters';
import type { Dial, DialledConference, DialledParty } from './verbs';

const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_TIME_LIMIT_SECONDS = 14_400;

/** `<Dial>` with its nouns, or with a number as its text: https://www.twilio.com/docs/voice/twiml/dial */
export function readDial(element: TwimlElement, reading: Reading): Dial {
	const attributes = new Attributes(element, reading);
	return {
		verb: 'Dial',
		parties: readParties(element, reading),
		conference: readConference(element, reading),
		action: attributes.target('action', 'method'),
		callerId: attributes.text('callerId') ?? null,
		answerOnBridge: attributes.flag('answerOnBridge', false),
		timeoutSeconds: attributes.number('timeout', DEFAULT_TIMEOUT_SECONDS),
		timeLimitSeconds: attributes.number('timeLimit', DEFAULT_TIME_LIMIT_SECONDS),
	};
}

function readParties(element: TwimlElement, reading: Reading): DialledParty[] {
	if (element.children.length === 0 && element.text !== '') {
		const to = phoneNumber(element.text);
		return [{ noun: 'Number', to, parameters: {}, statusCallback: null }];
	}
	return element.children.flatMap((noun) => readParty(noun, reading));
}

function readParty(noun: TwimlElement, reading: Reading): DialledParty[] {
	const { name } = noun;
	if (name === 'Conference') return [];
	if (name !== 'Client' && name !== 'Number' && name !== 'Sip') {
		reading.warn({ code: null, message: `The emulator does not dial <${name}>: skipped` });
		return [];
	}
	if (noun.attributes.has('url')) {
		const message = `The emulator plays nothing to who is dialled: url of <${name}> is skipped`;
		reading.warn({ code: null, message });
	}
	return [
		{
			noun: name,
			to: ADDRESSES[name](noun),
			parameters: readParameters(noun),
			statusCallback: readStatusCallback(new Attributes(noun, reading)),
		},
	];
}

const ADDRESSES = {
	Client: (noun: TwimlElement) => `client:${identityOf(noun)}`,
	Number: ({ text }: TwimlElement) => phoneNumber(text),
	Sip: ({ text }: TwimlElement) => text,
};

const phoneNumber = (text: string): string => text.replace(/[\s().-]/g, '');

/** Its text, or with parameters `<Identity>`: https://www.twilio.com/docs/voice/twiml/client */
function identityOf(client: TwimlElement): string {
	const identity = client.children.find(({ name }) => name === 'Identity');
	return identity?.text ?? client.text;
}

/** Only the end is reported unless more is asked for. */
function readStatusCallback(attributes: Attributes): StatusCallback | null {
	const target = attributes.target('statusCallback', 'statusCallbackMethod');
	const events = attributes.someOf('statusCallbackEvent', STATUS_CALLBACK_EVENTS);
	return target && { ...target, events: events ?? ['completed'] };
}

/** Of a conference nothing is reported unless it is asked for. */
function readConference(element: TwimlElement, reading: Reading): DialledConference | null {
	const noun = element.children.find(({ name }) => name === 'Conference');
	if (noun === undefined) return null;
	const attributes = new Attributes(noun, reading);
	const target = attributes.target('statusCallback', 'statusCallbackMethod');
	return {
		name: noun.text,
		options: {
			label: attributes.text('participantLabel'),
			muted: attributes.flag('muted', false),
			callSidToCoach: attributes.text('coach'),
			startConferenceOnEnter: attributes.flag('startConferenceOnEnter', true),
			endConferenceOnExit: attributes.flag('endConferenceOnExit', false),
			statusCallback: target?.url,
			statusCallbackMethod: target?.method,
			statusCallbackEvent: attributes.someOf('statusCallbackEvent', ASKED_CONFERENCE_EVENTS) ?? [],
		},
	};
}
