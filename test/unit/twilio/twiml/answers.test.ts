import {
	redirectTo,
	say,
	withParameters,
} from '../../../../nodes/TwilioCallMessages/twilio/twiml/answers';
import { twimlProblem } from '../../../../nodes/TwilioCallMessages/twilio/twiml/wellFormed';

it.each<[string, Record<string, string>, string]>([
	['https://a.example/b', {}, 'https://a.example/b'],
	[
		'https://a.example/b',
		{ x: '1 & 2', é: '😀' },
		'https://a.example/b?x=1+%26+2&%C3%A9=%F0%9F%98%80',
	],
	['https://a.example/b?c=d', { x: '1' }, 'https://a.example/b?c=d&x=1'],
	['https://a.example/b?c=d#rc=2', { x: '#' }, 'https://a.example/b?c=d&x=%23#rc=2'],
])('%s with %j is %s', (url, parameters, expected) => {
	expect(withParameters(url, parameters)).toBe(expected);
});

it('what is said or redirected to cannot break out of the TwiML', () => {
	const text = `a</Say><Hangup/>&"'`;
	expect(say(text)).toContain(`<Say>a&lt;/Say&gt;&lt;Hangup/&gt;&amp;"'</Say>`);
	expect([twimlProblem(say(text)), twimlProblem(redirectTo(text))]).toEqual([undefined, undefined]);
});
