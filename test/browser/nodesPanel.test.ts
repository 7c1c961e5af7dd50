import { workflowWith } from '../support/n8n';
import { itInEditor, useBench, withWorkflow } from './support/browserTest';
import { openNodesPanel } from './support/nodesPanel';

const NODE = 'Twilio Call Messages';
const bench = useBench();

const unrelated = {
	id: '1',
	name: 'Nothing',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [600, 0],
	parameters: {},
};

itInEditor(
	'the nodes panel finds the node by its name, lists what it does and adds it',
	async () => {
		await withWorkflow(bench(), workflowWith(unrelated, [{}]), async (page) => {
			const panel = await openNodesPanel(page);
			const hits = await panel.search('twilio call', NODE);
			expect(hits).toEqual([
				expect.stringMatching(/^Twilio Call Messages\s+Exchange JSON messages/),
			]);
			expect(await panel.icon()).toMatch(/\/twilioCallMessages\.svg$/);

			await panel.openDetails(NODE);
			expect(await panel.actions()).toEqual([
				'CALL ACTIONS',
				'Get a call',
				'Get many calls',
				'Get the participants of a conference',
				'MESSAGE ACTIONS',
				'Send a message to a call',
				'Send a message to a call and wait for the reply',
				'SUBSCRIPTION ACTIONS',
				'Subscribe to the messages of a call',
				'Unsubscribe from the messages of a call',
			]);

			const node = await panel.add('Send a message to a call');
			expect(await node.labels()).toEqual([
				'Credential',
				'Resource',
				'Operation',
				'Deliver To',
				'Call SID',
				'Content Mode',
				'Content Fields',
				'Options',
			]);
		});
	},
);
