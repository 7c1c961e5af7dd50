import { isSid } from '../../../nodes/TwilioCallMessages/twilio/sids';

const DIGITS = '0123456789abcdefABCDEF0123456789';

describe('isSid', () => {
	it.each(['AC', 'CA', 'CF', 'KX', 'ZY'] as const)('knows a SID that starts with %s', (prefix) => {
		expect(isSid(prefix, prefix + DIGITS)).toBe(true);
	});

	it.each([
		['of another kind', `AC${DIGITS}`],
		['in lower case', `ca${DIGITS}`],
		['with a digit too few', `CA${DIGITS.slice(1)}`],
		['with a digit too many', `CA${DIGITS}0`],
		['with a letter that is no hex digit', `CA${DIGITS.slice(1)}g`],
		['with a space in front', ` CA${DIGITS}`],
		['with a line end behind', `CA${DIGITS}\n`],
		['that leaves the path of a URL', `CA${DIGITS}/../x`],
		['in an array', [`CA${DIGITS}`]],
		['that is empty', ''],
		['that is missing', undefined],
		['that is null', null],
		['that is a number', 1],
	])('refuses a SID %s', (_name, value) => {
		expect(isSid('CA', value)).toBe(false);
	});
});
