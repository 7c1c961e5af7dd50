import { printAct } from './print';
import type { Call } from './twilio/calls/calls';
import type { EmulatorEvent } from './twilio/events';
import type { Verb } from './twilio/twiml/reading/verbs';

/** Prints what happens between the phone, Twilio and n8n, while it happens. */
export function tellStory(event: EmulatorEvent): void {
	switch (event.type) {
		case 'callStarted':
			return printAct('call', `${partiesOf(event.call)} (${event.call.sid})`);
		case 'callStatus':
			if (event.status === 'queued') return;
			return printAct('call', `${short(event.callSid)} is ${event.status}`);
		case 'subscribed':
			return printAct(
				'n8n',
				`subscribes to the messages of ${short(event.callSid)} (${event.sid})`,
			);
		case 'unsubscribed':
			return printAct('n8n', `is no longer subscribed to ${short(event.callSid)}`);
		case 'messageFromPhone':
			return printAct('phone', `${short(event.callSid)} says  ${JSON.stringify(event.content)}`);
		case 'messageToPhone':
			return printAct('phone', `${short(event.callSid)} hears ${JSON.stringify(event.content)}`);
		case 'conferenceJoined':
			return printAct('call', `${short(event.callSid)} joins ${event.conference.friendlyName}`);
		case 'conferenceLeft':
			return printAct('call', `${short(event.callSid)} leaves ${event.conference.friendlyName}`);
		case 'streamStarted':
			return printAct('call', `${short(event.callSid)} is streamed as ${event.stream.name}`);
		case 'streamStopped':
			return printAct('call', `${short(event.callSid)} is no longer streamed`);
		case 'verb':
			return printAct('twiml', `${short(event.callSid)} ${describeVerb(event.verb)}`);
		case 'bridged':
			return printAct('call', `${short(event.callSid)} talks to ${short(event.otherCallSid)}`);
		case 'unbridged':
			return;
		case 'applicationError':
			return printAct('call', `${short(event.callSid)} hears of an application error`);
		case 'notified':
			return printAct('twilio', `${event.log} ${event.errorCode ?? ''} ${event.text}`);
		case 'callbackDelivered':
			return printAct('twilio', `${WHAT[event.kind]} → n8n: ${event.status ?? event.error}`);
	}
}

const WHAT = {
	message: 'message',
	status: 'call status',
	conference: 'conference event',
	stream: 'stream event',
	twiml: 'request for TwiML',
} as const;

const partiesOf = ({ from, to }: Call) => (to === '' ? from : `${from} → ${to}`);

const short = (sid: string) => `${sid.slice(0, 6)}…`;

function describeVerb(verb: Verb): string {
	if (verb.verb === 'Redirect') return `<Redirect> to ${verb.to.url}`;
	if (verb.verb === 'Say' || verb.verb === 'Play') return `<${verb.verb}> ${verb.words}`;
	if (verb.verb !== 'Dial') return `<${verb.verb}>`;
	const whom = verb.conference?.name ?? verb.parties.map(({ to }) => to).join(', ');
	return `<Dial> ${whom}`;
}
