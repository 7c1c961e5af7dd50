import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';

import { unusableSetup } from './reading';

/** What can start a workflow, in the order in which a call has it. */
const EVENTS = {
	message: { name: 'Message', description: "The app of a subscribed call's person sent a message" },
	callPlaced: { name: 'Call Placed', description: 'An app calls, and its Voice URL is answered' },
	callInitiated: { name: 'Call Initiated', description: 'Twilio begins to call somebody' },
	callRinging: { name: 'Call Ringing', description: 'It rings at the person who is called' },
	callAnswered: { name: 'Call Answered', description: 'The person who is called answered' },
	callEnded: { name: 'Call Ended', description: 'A leg ended, or never came about' },
	participantJoined: {
		name: 'Participant Joined',
		description: 'Somebody joined a conference',
	},
	participantLeft: { name: 'Participant Left', description: 'Somebody left a conference' },
} as const;

export type TriggerEvent = keyof typeof EVENTS;

/** What Twilio reports on the call-status URL. */
export type CallEvent = Exclude<TriggerEvent, 'message' | 'callPlaced'>;

const isCallEvent = (event: TriggerEvent): event is CallEvent =>
	event !== 'message' && event !== 'callPlaced';

export const triggerEvents: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	default: ['message'],
	description:
		'What starts the workflow. Messages come from subscribed calls, Call Placed comes to the Voice URL, and all others to the call-status URL: register it at Twilio as status callback.',
	options: Object.entries(EVENTS)
		.map(([value, { name, description }]) => ({ name, value, description }))
		.sort((one, other) => (one.name < other.name ? -1 : 1)),
};

/** Reads which events start the workflow. Throws a ProblemError, with the remedy in its message, for what is none. */
export function readTriggerEvents(
	context: Pick<IWebhookFunctions, 'getNodeParameter'>,
): ReadonlySet<TriggerEvent> {
	const value: unknown = context.getNodeParameter('events', ['message']);
	const events = Array.isArray(value) ? value : [value];
	if (events.every(isEvent)) return new Set(events);
	throw unusableSetup(
		`Events is not usable. Choose some in the list, or let an expression give a list of: ${Object.keys(EVENTS).join(', ')}`,
	);
}

export const CALL_EVENTS: readonly CallEvent[] = Object.keys(EVENTS)
	.filter(isEvent)
	.filter(isCallEvent);

function isEvent(value: unknown): value is TriggerEvent {
	return typeof value === 'string' && Object.hasOwn(EVENTS, value);
}
