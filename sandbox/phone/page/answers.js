const ANSWER_WITHIN_MS = 10_000;

export class NoAnswer extends Error {
	name = 'NoAnswer';
	message = 'Twilio did not answer within ten seconds.';
}

/** The SDK gave up without a reason. */
export class NoConnection extends Error {
	name = 'NoConnection';
	message = 'The connection to Twilio broke off.';
}

/**
 * What Twilio answers. Throws NoAnswer when it does not in time: with a refused token the SDK's promises stay pending for
 * ever. Throws NoConnection when the SDK rejects with nothing.
 *
 * @template Value
 * @param {Promise<Value>} answer
 * @returns {Promise<Value>}
 */
export async function inTime(answer) {
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const timeout = new Promise((_resolve, reject) => {
		timer = setTimeout(() => reject(new NoAnswer()), ANSWER_WITHIN_MS);
	});
	try {
		return await Promise.race([answer, /** @type {Promise<never>} */ (timeout)]);
	} catch (error) {
		throw error ?? new NoConnection();
	} finally {
		clearTimeout(timer);
	}
}
