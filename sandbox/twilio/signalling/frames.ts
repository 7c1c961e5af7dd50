import { z } from 'zod';

/**
 * The frames of the private protocol between @twilio/voice-sdk 2.18.5 and Twilio, as the SDK's `lib/twilio/pstream.ts`
 * writes and reads them: JSON text `{type, version, payload}`.
 */
const VERSION = '1.6';

/** Sid of a message as the SDK makes it. */
const VOICE_EVENT_SID = /^KX[0-9a-f]{32}$/;

const ofCall = z.object({ callsid: z.string() });
/** What the app gave to `connect()`, as a form. */
const ofApp = z.object({ params: z.string().optional() });
const ofCallWithMedia = ofCall.extend({ sdp: z.string() });

const clientFrame = z.discriminatedUnion('type', [
	frame('listen', z.object({ token: z.string() })),
	frame('register', z.object({ media: z.object({ audio: z.boolean() }) })),
	frame(
		'invite',
		ofCallWithMedia.extend({ reconnect: z.string().optional(), twilio: ofApp.optional() }),
	),
	frame('answer', ofCallWithMedia),
	frame('reject', ofCall),
	frame('hangup', ofCall),
	frame(
		'message',
		ofCall.extend({
			content: z.unknown(),
			contenttype: z.string(),
			messagetype: z.string(),
			voiceeventsid: z.string().regex(VOICE_EVENT_SID),
		}),
	),
	frame('dtmf', ofCall.extend({ dtmf: z.string() })),
	frame('reinvite', ofCallWithMedia),
]);

/** What an SDK says. An `invite` places a call, or with `reconnect` takes one up again. */
export type ClientFrame = z.infer<typeof clientFrame>;

/** The payload of one type of frame. */
export type ClientPayload<Type extends ClientFrame['type']> = Extract<
	ClientFrame,
	{ type: Type }
>['payload'];

export type ServerFrameType =
	| 'connected'
	| 'ready'
	| 'offline'
	| 'ringing'
	| 'answer'
	| 'invite'
	| 'cancel'
	| 'hangup'
	| 'message'
	| 'ack'
	| 'error';

export type ServerPayload = Readonly<Record<string, unknown>>;

/** Undefined for what no SDK says. */
export function readClientFrame(text: string): ClientFrame | undefined {
	const result = clientFrame.safeParse(parseJson(text));
	return result.success ? result.data : undefined;
}

const messageFrame = z.object({
	type: z.literal('message'),
	payload: ofCall.extend({ voiceeventsid: z.string() }),
});

/**
 * The SIDs of a message, also of one that `readClientFrame` cannot read: the SDK waits for an answer that names them.
 * Undefined for what is no message, or does not say them.
 */
export function readMessageSids(
	text: string,
): Pick<ClientPayload<'message'>, 'callsid' | 'voiceeventsid'> | undefined {
	return messageFrame.safeParse(parseJson(text)).data?.payload;
}

export function writeServerFrame(type: ServerFrameType, payload: ServerPayload): string {
	return JSON.stringify({ type, version: VERSION, payload });
}

function frame<Type extends string, Payload extends z.ZodTypeAny>(type: Type, payload: Payload) {
	return z.object({ type: z.literal(type), payload });
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
