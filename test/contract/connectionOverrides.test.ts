import { isCallbackUrl } from '../../sandbox/twilio/callbacks/callbackUrl';
import {
	type ConnectionSettings,
	readConnectionOverrides,
} from '../../sandbox/twilio/callbacks/connectionOverrides';

const DEFAULTS: ConnectionSettings = {
	connectMs: 5_000,
	readMs: 15_000,
	totalMs: 15_000,
	retryCount: 1,
	retryOn: ['ct'],
};

const read = (fragment: string) => readConnectionOverrides(`https://example.com/a?b=c${fragment}`);

it.each<[string, Partial<ConnectionSettings>]>([
	['', {}],
	['#', {}],
	['#part', {}],
	['#e=ashburn,umatilla&sni=n', {}],
	['#ct=1000', { connectMs: 1_000 }],
	['#ct=1000&rt=2000', { connectMs: 1_000, readMs: 2_000 }],
	['#rt=5000&rp=ct,rt', { readMs: 5_000, retryOn: ['ct', 'rt'] }],
	['#rc=2&ct=1000', { retryCount: 2, connectMs: 1_000 }],
	['#ct=100&rt=100&tt=100&rc=0', { connectMs: 100, readMs: 100, totalMs: 100, retryCount: 0 }],
	['#ct=10000&rc=5', { connectMs: 10_000, retryCount: 5 }],
	['#rp=4xx', { retryOn: ['4xx'] }],
	['#rp=5xx%2Crt', { retryOn: ['5xx', 'rt'] }],
	['#rp=all', { retryOn: ['ct', 'rt', '4xx', '5xx'] }],
])('%p is read as documented', (fragment, overrides) => {
	expect(read(fragment)).toEqual({ ...DEFAULTS, ...overrides });
});

it.each([
	'#ct=99',
	'#ct=10001',
	'#rt=99',
	'#rt=15001',
	'#tt=99',
	'#tt=15001',
	'#rc=6',
	'#rc=-1',
	'#rc=1.5',
	'#rc=',
	'#rc=two',
	'#rp=',
	'#rp=3xx',
	'#rp=5xx,nothing',
	'#RC=3',
	'#rc=2&rc=2',
	'#ct=1000&ct=2000',
	'#rp=4xx&rp=5xx',
])('%p changes nothing', (fragment) => {
	expect(read(fragment)).toEqual(DEFAULTS);
});

it('an invalid value leaves the valid ones alone', () => {
	expect(read('#rc=9&rp=5xx&tt=nothing&rt=200')).toEqual({
		...DEFAULTS,
		retryOn: ['5xx'],
		readMs: 200,
	});
});

it.each(['#rc=3&rp=all', '#rc=9', '#part', '#'])('a callback URL may end in %p', (fragment) => {
	expect(isCallbackUrl(`https://example.com/a?b=c${fragment}`)).toBe(true);
});

it('a callback URL may have an international name, however often it is asked about', () => {
	const answers = Array.from({ length: 20_000 }, () => isCallbackUrl('https://bücher.example/a'));
	expect(new Set(answers)).toEqual(new Set([true]));
});
