import { CallOrder } from '../../sandbox/twilio/callOrder';
import { PendingWork } from '../../sandbox/twilio/pendingWork';

function createStory() {
	const pending = new PendingWork();
	const order = new CallOrder(pending);
	const story: string[] = [];
	let finish: () => void = () => undefined;
	const finished = new Promise<void>((resolve) => (finish = resolve));
	const tell = (callSid: string, line: string, after?: Promise<void>) =>
		order.enqueue(callSid, async () => {
			await after;
			story.push(line);
		});
	return { pending, story, tell, finish, finished };
}

it('lets work that is ready wait for the work of the call before it', async () => {
	const { pending, story, tell, finish, finished } = createStory();

	tell('CA1', 'first', finished);
	tell('CA1', 'second');
	tell('CA2', 'other call');
	await new Promise(setImmediate);
	const before = [...story];
	finish();
	await pending.settled();

	expect(before).toEqual(['other call']);
	expect(story).toEqual(['other call', 'first', 'second']);
});
