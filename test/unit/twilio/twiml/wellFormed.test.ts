import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

import { twimlProblem } from '../../../../nodes/TwilioCallMessages/twilio/twiml/wellFormed';

it.each([
	'<Response/>',
	'<Response></Response>',
	' <?xml version="1.0" encoding="UTF-8"?>\n<Response><Say>Hello</Say></Response>\n',
	'<Response><!-- a <b> & --><Dial callerId="+1500" record=\'do-not\'><Client>alice</Client></Dial></Response>',
	'<Response><Say>a &amp; b &#233; &#xe9; > c</Say><Pause length = "1" /></Response>',
	'<Response><Say><![CDATA[a < b & c]]></Say></Response>',
	'<Response><Gather action="https://example.com/?a=1&amp;b=>2"><Say/></Gather></Response>',
	`<Response><Say>${'x'.repeat(60_000)}</Say></Response>`,
])('%s is TwiML', (twiml) => {
	expect(twimlProblem(twiml)).toBeUndefined();
});

it("whatever Twilio's own builder writes is TwiML", () => {
	const twiml = new VoiceResponse();
	twiml.say({ voice: 'Polly.Amy' }, 'Fish & chips < 5 "pounds" \'now\'');
	const dial = twiml.dial({ callerId: '+15005550006', action: 'https://example.com/?a=1&b=2' });
	dial.client({ statusCallbackEvent: ['initiated', 'ringing'] }, 'alice');
	twiml.connect().conversationRelay({ url: 'wss://example.com' });
	twiml.comment('a -> b');
	expect(twimlProblem(twiml.toString())).toBeUndefined();
});

it.each([
	['', 'is empty'],
	['  \n', 'is empty'],
	['Hello', 'does not begin with <Response>'],
	['<Say>Hello</Say>', 'does not begin with <Response>'],
	['<response/>', 'does not begin with <Response>'],
	['</Response>', 'does not begin with <Response>'],
	['Hello <Response/>', 'does not begin with <Response>'],
	['<Response>', 'does not close <Response>'],
	['<Response><Say>Hello</Response>', 'has </Response> where another tag is open'],
	['<Response><Say>Hello</Say>', 'does not close <Response>'],
	['<Response/><Response/>', 'has something behind </Response>'],
	['<Response/> Hello', 'has something behind </Response>'],
	['<Response>a & b</Response>', 'has a & that is not written &amp;'],
	['<Response>a & b', 'has a & that is not written &amp;'],
	['<Response>a &nbsp; b</Response>', 'has a & that is not written &amp;'],
	['<Response><Say>a < b</Say></Response>', 'has a tag that is not written as XML wants it'],
	['<Response><Dial timeout=5/></Response>', 'has a tag that is not written as XML wants it'],
	['<Response><Dial a="1" a="2"/></Response>', 'has the attribute a of <Dial> twice'],
	[
		'<Response><Redirect url="?a=1&b=2"/></Response>',
		'has a & that is not written &amp; in the attribute url of <Redirect>',
	],
	[
		`<Response>${'é'.repeat(33_000)}</Response>`,
		'is longer than 64 kB, the most that Twilio takes',
	],
])('%.60s %s', (twiml, problem) => {
	expect(twimlProblem(twiml)).toBe(problem);
});
