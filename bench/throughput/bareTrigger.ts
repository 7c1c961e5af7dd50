import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = 'n8n-nodes-bare-trigger';

/** Its node type, as workflows name it. */
export const BARE_TRIGGER = `${PACKAGE}.bareTrigger`;

/** Puts a community package with the least a trigger can be,
 * which reads a credential when told to, where n8n looks for them, as if it was installed. */
export async function installBareTrigger(userFolder: string): Promise<void> {
	const directory = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
	await mkdir(directory, { recursive: true });
	await writeFile(join(directory, 'package.json'), JSON.stringify(MANIFEST));
	await writeFile(join(directory, 'BareTrigger.node.js'), NODE);
}

const MANIFEST = {
	name: PACKAGE,
	version: '0.0.0',
	n8n: { n8nNodesApiVersion: 1, nodes: ['BareTrigger.node.js'] },
};

// Version and answer as those of our trigger: n8n takes other ways for version 1 and for answers with a body.
const NODE = `
exports.BareTrigger = class {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		version: 1.1,
		description: 'Starts a workflow with whatever it is sent',
		defaults: { name: 'Bare Trigger' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'twilioCallMessagesApi', required: false }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'messages',
				responseMode: 'onReceived',
				responseCode: 204,
				responseData: '',
			},
		],
		properties: [
			{ displayName: 'Reads Credential', name: 'readsCredential', type: 'boolean', default: false },
		],
	};

	async webhook() {
		if (this.getNodeParameter('readsCredential')) await this.getCredentials('twilioCallMessagesApi');
		return { workflowData: [[{ json: { ...this.getBodyData() } }]] };
	}
};
`;
