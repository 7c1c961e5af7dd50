import { isRecorded } from '../../../nodes/TwilioCallMessages/webhooks/recording';

/** A response as n8n has it; `close` is what happens when it was read, or its reader went away. */
function responseAt(
	state: Partial<{ closed: boolean; writableEnded: boolean; statusCode: number }>,
) {
	let listener = () => undefined as void;
	const response = {
		closed: false,
		writableEnded: false,
		statusCode: 200,
		...state,
		once: (event: string, onClose: () => void) => {
			if (event === 'close') listener = onClose;
			return response;
		},
	};
	const end = (statusCode: number) => Object.assign(response, { writableEnded: true, statusCode });
	return { response, end, close: () => listener() };
}

/** Stands in for waiting: something happens in the meantime. */
const sleepUntil = (count: number, happens: () => void) => {
	let slept = 0;
	return jest.fn(async () => {
		if (++slept === count) happens();
	});
};

it.each([
	[204, true],
	[200, true],
	[299, true],
	[300, false],
	[500, false],
])('an execution that n8n answers with %s counts as recorded: %s', async (status, expected) => {
	const { response, end, close } = responseAt({});
	const recorded = isRecorded(
		response,
		sleepUntil(0, () => undefined),
	);
	end(status);
	close();
	expect(await recorded).toBe(expected);
});

it.each([
	[204, true],
	[500, false],
])(
	'whose sender had gone before n8n answered with %s, too: %s, though no event says so',
	async (status, expected) => {
		const { response, end } = responseAt({ closed: true });
		const sleep = sleepUntil(3, () => end(status));
		expect(await isRecorded(response, sleep)).toBe(expected);
		expect(sleep).toHaveBeenCalledTimes(3);
	},
);

it('one whose answer is not read yet is waited for without looking again and again', async () => {
	const { response, end, close } = responseAt({});
	const sleep = sleepUntil(0, () => undefined);
	const recorded = isRecorded(response, sleep);
	end(204);
	await new Promise(setImmediate);
	expect(await Promise.race([recorded, Promise.resolve('open')])).toBe('open');
	close();
	expect(await recorded).toBe(true);
	expect(sleep).not.toHaveBeenCalled();
});

it('one whose sender goes away while n8n records, too', async () => {
	const { response, end, close } = responseAt({});
	const recorded = isRecorded(
		response,
		sleepUntil(1, () => end(204)),
	);
	close();
	expect(await recorded).toBe(true);
});

it('one that n8n has answered already needs no waiting', async () => {
	const sleep = sleepUntil(0, () => undefined);
	const { response } = responseAt({ closed: true, writableEnded: true, statusCode: 204 });
	expect(await isRecorded(response, sleep)).toBe(true);
	expect(sleep).not.toHaveBeenCalled();
});

it('one that n8n never answers counts as not recorded after a minute', async () => {
	const sleep = sleepUntil(0, () => undefined);
	const { response } = responseAt({ closed: true });
	expect(await isRecorded(response, sleep)).toBe(false);
	expect(sleep.mock.calls).toEqual(Array.from({ length: 600 }, () => [100]));
});
