import {
	isInNamesOnly,
	isSaidOnce,
	joined,
	namesBehind,
} from '../../../../nodes/TwilioCallMessages/twilio/callback/joinedText';

const text = joined([
	['To', 'b'],
	['CallSid', 'CA1'],
	['ParentCallSid', 'CA2'],
	['From', 'To'],
]);

it('joins parameters in the order of their names', () => {
	expect(text).toMatchObject({ url: '', text: 'CallSidCA1FromToParentCallSidCA2Tob' });
});

it.each([
	['CA1', true],
	['allSid', false],
	['To', false],
	['AC', false],
	['aa', true, 'xaa'],
	['aa', false, 'aaa'],
])('%s is said once: %s', (word, expected, inText = text.text) => {
	expect(isSaidOnce(word, inText)).toBe(expected);
});

it.each([
	['CallSid', false],
	['ParentCallSid', true],
	['From', true],
	['To', false],
	['Called', true],
])('%s is said by names only: %s', (word, expected) => {
	expect(isInNamesOnly(word, text)).toBe(expected);
});

it('names that are known may say it, and no others', () => {
	const names = ['CallSid', 'ParentCallSid'];
	expect(isInNamesOnly('CallSid', text, names)).toBe(true);
	expect(isInNamesOnly('CallSid', joined([['A1CallSid', 'x']]), names)).toBe(false);
	expect(isInNamesOnly('CallSid', joined([['A', 'xCallSid']]), names)).toBe(false);
});

it('tells the names behind a name', () => {
	expect(namesBehind('From', text)).toEqual(['ParentCallSid', 'To']);
	expect(namesBehind('To', text)).toEqual([]);
});
