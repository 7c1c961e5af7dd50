import { ProblemError } from '../../../nodes/TwilioCallMessages/twilio/result';

it('ProblemError says what went wrong wherever an error is all that is known of it', () => {
	const problem = { problem: 'Limit is not a number', remedy: 'Enter a number.', itemIndex: 2 };
	const error = new ProblemError(problem);

	expect(error.problem).toBe(problem);
	expect(String(error)).toBe('ProblemError: Limit is not a number');
});
