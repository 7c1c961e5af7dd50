import type { StreamOptions } from '../../streams/streams';
import { Attributes, type Reading } from './attributes';
import type { TwimlElement } from './document';
import { readDial } from './readDial';
import type { Verb, VerbName } from './verbs';

type Reader = (element: TwimlElement, reading: Reading) => Verb | undefined;

/** Verbs of Twilio's that the emulator does not play. */
const NOT_PLAYED = ['Echo', 'Gather', 'Leave', 'Pay', 'Prompt', 'Queue', 'Record', 'Refer', 'Sms'];

/** What the emulator plays of a `<Response>`. Verbs it does not play, or nobody knows, are skipped with a warning. */
export function readVerbs(response: TwimlElement, reading: Reading): Verb[] {
	return response.children.flatMap((element) => {
		const name = VERB_NAMES.find((one) => one === element.name);
		if (name !== undefined) return READERS[name](element, reading) ?? [];
		reading.warn(
			NOT_PLAYED.includes(element.name)
				? { code: null, message: `The emulator does not play <${element.name}>: skipped` }
				: { code: 12200, message: `<${element.name}> is no verb: skipped` },
		);
		return [];
	});
}

const READERS: Readonly<Record<VerbName, Reader>> = {
	Dial: readDial,
	Say: (element, reading) => readSound('Say', element, reading),
	Play: (element, reading) => readSound('Play', element, reading),
	Pause: (element, reading) => ({
		verb: 'Pause',
		seconds: new Attributes(element, reading).number('length', 1),
	}),
	Hangup: () => ({ verb: 'Hangup' }),
	Reject: (element, reading) => ({
		verb: 'Reject',
		reason: new Attributes(element, reading).oneOf('reason', ['rejected', 'busy']) ?? 'rejected',
	}),
	Redirect: (element, reading) => {
		const to = new Attributes(element, reading).targetOf(element.text, 'method', 'the URL');
		return to ? { verb: 'Redirect', to } : undefined;
	},
	Enqueue: (element, reading) => {
		const attributes = new Attributes(element, reading);
		return {
			verb: 'Enqueue',
			queue: element.text,
			action: attributes.target('action', 'method'),
			waitUrl: attributes.target('waitUrl', 'waitUrlMethod'),
		};
	},
	Connect: (element, reading) => ({
		verb: 'Connect',
		streams: readStreams(element, reading),
		action: new Attributes(element, reading).target('action', 'method'),
	}),
	Start: (element, reading) => ({ verb: 'Start', streams: readStreams(element, reading) }),
	Stop: (element, reading) => ({
		verb: 'Stop',
		names: readStreams(element, reading).flatMap(({ name }) => name ?? []),
	}),
};

const VERB_NAMES: readonly VerbName[] = [
	'Dial',
	'Say',
	'Play',
	'Pause',
	'Hangup',
	'Reject',
	'Redirect',
	'Enqueue',
	'Connect',
	'Start',
	'Stop',
];

const readSound = (verb: 'Say' | 'Play', element: TwimlElement, reading: Reading): Verb => ({
	verb,
	words: element.text,
	times: new Attributes(element, reading).number('loop', 1),
});

/** The `<Stream>` nouns; others are skipped with a warning. */
function readStreams({ name: verb, children }: TwimlElement, reading: Reading): StreamOptions[] {
	return children.flatMap((noun) => {
		if (noun.name !== 'Stream') {
			const message = `The emulator does not play <${noun.name}> in <${verb}>: skipped`;
			reading.warn({ code: null, message });
			return [];
		}
		const attributes = new Attributes(noun, reading);
		const target = attributes.target('statusCallback', 'statusCallbackMethod');
		return {
			name: attributes.text('name'),
			statusCallback: target?.url,
			statusCallbackMethod: target?.method,
		};
	});
}
