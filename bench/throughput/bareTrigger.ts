import type { BarePackage } from '../barePackage';

// Version and answer as those of our trigger: n8n takes other ways for version 1 and for answers with a body.
const SOURCE = `
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
			{ displayName: 'Refuses', name: 'refuses', type: 'boolean', default: false },
		],
	};

	async webhook() {
		if (this.getNodeParameter('refuses')) {
			this.getResponseObject().status(403).end();
			return { noWebhookResponse: true };
		}
		if (this.getNodeParameter('readsCredential')) await this.getCredentials('twilioCallMessagesApi');
		return { workflowData: [[{ json: { ...this.getBodyData() } }]] };
	}
};
`;

/** The least a trigger can be, which reads a credential, or refuses everything, when told to. */
export const BARE_TRIGGER_PACKAGE: BarePackage = {
	name: 'n8n-nodes-bare-trigger',
	file: 'BareTrigger.node.js',
	source: SOURCE,
};

/** Its node type, as workflows name it. */
export const BARE_TRIGGER = `${BARE_TRIGGER_PACKAGE.name}.bareTrigger`;
