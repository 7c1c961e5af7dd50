import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

import type { TwimlWarning } from '../../../sandbox/twilio/twiml/reading/attributes';
import { parseDocument } from '../../../sandbox/twilio/twiml/reading/document';
import { readVerbs } from '../../../sandbox/twilio/twiml/reading/readVerbs';
import { TwimlStage } from '../support/twimlStage';

const DOCUMENT = 'https://a.example/app/voice?x=1';

/** What the emulator makes of a document of Twilio's own builder. */
function read(build: (response: VoiceResponse) => unknown, documentUrl = DOCUMENT) {
	const warnings: TwimlWarning[] = [];
	const response = new VoiceResponse();
	build(response);
	const document = parseDocument(response.toString());
	const warn = (warning: TwimlWarning) => warnings.push(warning);
	return { verbs: readVerbs(document, { documentUrl, warn }), warnings };
}

const DIAL = {
	verb: 'Dial',
	parties: [],
	conference: null,
	action: null,
	callerId: null,
	answerOnBridge: false,
	timeoutSeconds: 30,
	timeLimitSeconds: 14_400,
};
const party = (noun: string, to: string, more: object = {}) => ({
	...DIAL,
	parties: [{ noun, to, parameters: {}, statusCallback: null, ...more }],
});
const CONFERENCE = {
	label: undefined,
	muted: false,
	callSidToCoach: undefined,
	startConferenceOnEnter: true,
	endConferenceOnExit: false,
	statusCallback: undefined,
	statusCallbackMethod: undefined,
	statusCallbackEvent: [],
};
const target = (url: string, method = 'POST') => ({ url, method });
const EVERY_EVENT = ['initiated', 'ringing', 'answered', 'completed'] as const;

it.each<[string, (response: VoiceResponse) => unknown, readonly object[]]>([
	['nothing', () => undefined, []],
	['Say', (r) => r.say('Tom & "Jerry" <3'), [{ verb: 'Say', words: 'Tom & "Jerry" <3', times: 1 }]],
	[
		'Say with a voice',
		(r) => r.say({ voice: 'Polly.Amy', language: 'en-GB', loop: 0 }, 'Grüße 日本 👩‍👩‍👧'),
		[{ verb: 'Say', words: 'Grüße 日本 👩‍👩‍👧', times: 0 }],
	],
	[
		'Say with SSML',
		(r) => {
			const say = r.say('Hello ');
			say.break({ strength: 'weak', time: '100ms' });
			say.emphasis({ level: 'moderate' }, 'dear');
			say.sayAs({ 'interpret-as': 'spell-out' }, ' AB');
		},
		[{ verb: 'Say', words: 'Hello dear AB', times: 1 }],
	],
	[
		'Play',
		(r) => r.play({ loop: 3, digits: 'w1' }, 'https://a.example/b.mp3'),
		[{ verb: 'Play', words: 'https://a.example/b.mp3', times: 3 }],
	],
	['Pause', (r) => r.pause(), [{ verb: 'Pause', seconds: 1 }]],
	['Pause with a length', (r) => r.pause({ length: 5 }), [{ verb: 'Pause', seconds: 5 }]],
	['Hangup', (r) => r.hangup(), [{ verb: 'Hangup' }]],
	['Reject', (r) => r.reject(), [{ verb: 'Reject', reason: 'rejected' }]],
	['Reject as busy', (r) => r.reject({ reason: 'busy' }), [{ verb: 'Reject', reason: 'busy' }]],
	[
		'Redirect',
		(r) => r.redirect('https://b.example/?a=1&b=%C3%BC#rc=2'),
		[{ verb: 'Redirect', to: target('https://b.example/?a=1&b=%C3%BC#rc=2') }],
	],
	[
		'Redirect to a relative URL',
		(r) => r.redirect({ method: 'GET' }, '../next?y=2'),
		[{ verb: 'Redirect', to: target('https://a.example/next?y=2', 'GET') }],
	],
	['Dial with a number', (r) => r.dial('+15005550009'), [party('Number', '+15005550009')]],
	[
		'Dial with all it takes',
		(r) =>
			r.dial({
				action: '/after',
				method: 'GET',
				timeout: 5,
				timeLimit: 60,
				callerId: '+15005550006',
				answerOnBridge: true,
				hangupOnStar: true,
				record: 'record-from-answer',
				recordingStatusCallback: '/recording',
				recordingStatusCallbackEvent: ['completed'],
				ringTone: 'us',
				sequential: true,
				trim: 'trim-silence',
			}),
		[
			{
				...DIAL,
				action: target('https://a.example/after', 'GET'),
				timeoutSeconds: 5,
				timeLimitSeconds: 60,
				callerId: '+15005550006',
				answerOnBridge: true,
			},
		],
	],
	['Client', (r) => r.dial().client('bob'), [party('Client', 'client:bob')]],
	[
		'Client with all it takes',
		(r) => {
			const client = r.dial().client({
				statusCallback: 'https://a.example/s?a=1&b=2',
				statusCallbackMethod: 'GET',
				statusCallbackEvent: [...EVERY_EVENT],
			});
			client.identity('bob');
			client.parameter({ name: 'customer', value: 'Grace & co' });
			client.parameter({ name: 'tier', value: 'gold' });
		},
		[
			party('Client', 'client:bob', {
				parameters: { customer: 'Grace & co', tier: 'gold' },
				statusCallback: { ...target('https://a.example/s?a=1&b=2', 'GET'), events: EVERY_EVENT },
			}),
		],
	],
	[
		'Number with a status callback',
		(r) => r.dial().number({ statusCallback: '/status', sendDigits: '1' }, '+1 (500) 555-0009'),
		[
			party('Number', '+15005550009', {
				statusCallback: { ...target('https://a.example/status'), events: ['completed'] },
			}),
		],
	],
	[
		'Sip',
		(r) =>
			r
				.dial()
				.sip(
					{ username: 'u', password: 'p', statusCallback: '/s', statusCallbackEvent: ['answered'] },
					'sip:bob@a.example?x-a=1',
				),
		[
			party('Sip', 'sip:bob@a.example?x-a=1', {
				statusCallback: { ...target('https://a.example/s'), events: ['answered'] },
			}),
		],
	],
	[
		'several at once',
		(r) => {
			const dial = r.dial();
			dial.client('bob');
			dial.number('+15005550009');
		},
		[
			{
				...DIAL,
				parties: [
					...party('Client', 'client:bob').parties,
					...party('Number', '+15005550009').parties,
				],
			},
		],
	],
	[
		'Conference',
		(r) => r.dial().conference('Support & co'),
		[{ ...DIAL, conference: { name: 'Support & co', options: CONFERENCE } }],
	],
	[
		'Conference with all it takes',
		(r) =>
			r.dial().conference(
				{
					muted: true,
					beep: 'onEnter',
					startConferenceOnEnter: false,
					endConferenceOnExit: true,
					participantLabel: 'agent',
					coach: 'CA00000000000000000000000000000001',
					waitUrl: 'https://a.example/wait',
					waitMethod: 'GET',
					maxParticipants: 5,
					record: 'record-from-start',
					jitterBufferSize: 'large',
					statusCallback: '/conference',
					statusCallbackMethod: 'GET',
					statusCallbackEvent: [
						'start',
						'end',
						'join',
						'leave',
						'mute',
						'hold',
						'modify',
						'speaker',
						'announcement',
					],
				},
				'Support',
			),
		[
			{
				...DIAL,
				conference: {
					name: 'Support',
					options: {
						...CONFERENCE,
						label: 'agent',
						muted: true,
						callSidToCoach: 'CA00000000000000000000000000000001',
						startConferenceOnEnter: false,
						endConferenceOnExit: true,
						statusCallback: 'https://a.example/conference',
						statusCallbackMethod: 'GET',
						statusCallbackEvent: [
							'start',
							'end',
							'join',
							'leave',
							'mute',
							'hold',
							'modify',
							'speaker',
							'announcement',
						],
					},
				},
			},
		],
	],
	[
		'Enqueue',
		(r) =>
			r.enqueue(
				{ action: '/after', method: 'GET', waitUrl: '/wait', waitUrlMethod: 'GET' },
				'support',
			),
		[
			{
				verb: 'Enqueue',
				queue: 'support',
				action: target('https://a.example/after', 'GET'),
				waitUrl: target('https://a.example/wait', 'GET'),
			},
		],
	],
	[
		'Connect Stream',
		(r) => {
			const stream = r.connect({ action: '/after' }).stream({
				url: 'wss://a.example/audio',
				name: 'scribe',
				statusCallback: '/stream',
				statusCallbackMethod: 'GET',
			});
			stream.parameter({ name: 'a', value: 'b' });
		},
		[
			{
				verb: 'Connect',
				streams: [
					{
						name: 'scribe',
						statusCallback: 'https://a.example/stream',
						statusCallbackMethod: 'GET',
					},
				],
				action: target('https://a.example/after'),
			},
		],
	],
	[
		'Start and Stop Stream',
		(r) => {
			r.start().stream({ url: 'wss://a.example/audio', name: 'scribe', track: 'both_tracks' });
			r.stop().stream({ name: 'scribe' });
		},
		[
			{
				verb: 'Start',
				streams: [{ name: 'scribe', statusCallback: undefined, statusCallbackMethod: undefined }],
			},
			{ verb: 'Stop', names: ['scribe'] },
		],
	],
	[
		'comments',
		(r) => {
			r.commentBefore('& before');
			r.comment('inside & <Say>');
			r.hangup();
			r.commentAfter('after');
		},
		[{ verb: 'Hangup' }],
	],
])('Twilio’s builder is understood: %s', (_name, build, verbs) => {
	expect(read(build)).toEqual({ verbs, warnings: [] });
});

it('a document of Twilio’s builder is played', async () => {
	const stage = await TwimlStage.open();
	const next = new VoiceResponse();
	next.say('Hello');
	next.dial({ action: '/after', answerOnBridge: true }).client('bob');
	const response = new VoiceResponse();
	response.redirect('/next');
	stage.setVoice('');
	stage.answer('/voice', response.toString());
	stage.answer('/next', next.toString());
	stage.answer('/after', new VoiceResponse().toString());

	const callSid = await stage.place();
	const { sid } = await stage.dialled('client:bob');
	stage.emulator.phone.answer(sid);
	await stage.emulator.settled();
	stage.emulator.phone.end(sid);
	await stage.becomes(callSid, 'completed');
	const { notices } = stage;
	await stage.close();

	expect(notices).toEqual([]);
});
