import type { MESSAGE } from '../../signedRequests';

const digits = '2'.repeat(32);

/** Values no message has, by the parameter they stand in. The token is right, the content may be an attacker's. */
export const wrongValues: ReadonlyArray<
	readonly [name: keyof typeof MESSAGE, values: readonly string[]]
> = [
	[
		'Sid',
		[
			'',
			`CA${digits}`,
			`kx${digits}`,
			`KX${digits}2`,
			`KX${digits.slice(1)}`,
			`KX${digits.slice(1)}g`,
			` KX${digits}`,
			`KX${digits}\n`,
		],
	],
	[
		'CallSid',
		[
			'',
			`AC${digits}`,
			`ca${digits}`,
			`CA${digits}2`,
			`CA${digits.slice(1)}`,
			`CA${digits.slice(1)}\u0662`,
			`CA${digits}\0`,
		],
	],
	['AccountSid', ['', `CA${digits}`, `ac${digits}`, `AC${digits}2`, `AC${digits.slice(1)}`]],
	[
		'SequenceNumber',
		[
			'',
			'-1',
			'+1',
			'1.5',
			'1.0',
			'01',
			'1e3',
			'0x1',
			' 1',
			'1\n',
			'1,000',
			'\u0661',
			'NaN',
			'Infinity',
			'1'.repeat(16),
		],
	],
	[
		'Timestamp',
		[
			'',
			'0',
			'1670018569',
			'2022-12-02T22:02:49Z',
			'2022-12-02',
			'2 Dec 2022 22:02:49 +0000',
			'Thu, 02 Dec 2022 22:02:49 +0000',
			'Fri, 31 Feb 2022 22:02:49 +0000',
			'Thu, 31 Feb 2022 22:02:49 +0000',
			'Fri, 02 Dec 2022 24:00:00 +0000',
			'Fri, 02 Dec 2022 22:02:60 +0000',
			'Fri, 02 Dec 22 22:02:49 +0000',
			'fri, 02 dec 2022 22:02:49 +0000',
			'Fri, 02 Dec 2022 22:02:49',
			'Fri, 02 Dec 2022 22:02:49 +0000 (UTC)',
			'Fri,  02 Dec 2022 22:02:49 +0000',
		],
	],
	[
		'ContentType',
		[
			'',
			'text/Plain',
			'application/json; Charset=utf-8',
			'Application/JSON',
			'application/json ',
			'json',
		],
	],
];
