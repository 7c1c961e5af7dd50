import { leftOut, reasonIn } from '../leftOut';
import { isAbsent } from './support/install';

describe('a test that is left out', () => {
	it('says why, however deep it stands', () => {
		const title = leftOut('prism', 'the npm registry does not have it');

		expect(reasonIn([title, 'with the document as it is published'])).toBe(
			'the npm registry does not have it',
		);
	});

	it('has no reason when somebody only skipped it', () => {
		expect(reasonIn(['prism', 'a list'])).toBeUndefined();
	});
});

describe('a client that cannot be installed', () => {
	it.each([
		[
			'a version',
			'npm error code ETARGET\nnpm error notarget No matching version found for a@9.9.9.',
		],
		['a package', 'npm error code E404\nnpm error 404 Not Found - GET a - Not found'],
	])('is left out when the registry does not have %s', (_name, log) => {
		expect(isAbsent(new Error(`npm ci ended with 1:\n${log}`))).toBe(true);
	});

	it.each([
		['the disk is full', 'npm error code ENOSPC'],
		['the registry is away', 'npm error code ECONNREFUSED'],
		['the lockfile fits another package', 'npm error code EUSAGE'],
		['what came is not what the lockfile names', 'npm error code EINTEGRITY'],
	])('is a failure when %s', (_name, log) => {
		expect(isAbsent(new Error(`npm ci ended with 1:\n${log}`))).toBe(false);
	});
});
