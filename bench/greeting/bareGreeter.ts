import type { BarePackage } from '../barePackage';

const SOURCE = `
exports.BareGreeter = class {
	description = {
		displayName: 'Bare Greeter',
		name: 'bareGreeter',
		group: ['trigger'],
		version: 1.1,
		description: 'Subscribes to the call it is asked about, answers with TwiML and starts the workflow',
		defaults: { name: 'Bare Greeter' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'twilioCallMessagesApi', required: true }],
		webhooks: [
			{ name: 'setup', httpMethod: 'POST', path: 'voice', responseMode: 'onReceived' },
		],
		properties: [
			{ displayName: 'Account URL', name: 'accountUrl', type: 'string', default: '' },
			{ displayName: 'TwiML', name: 'twiml', type: 'string', default: '' },
		],
	};

	async webhook() {
		const { CallSid: callSid } = this.getBodyData();
		await this.helpers.httpRequestWithAuthentication.call(this, 'twilioCallMessagesApi', {
			method: 'POST',
			url: this.getNodeParameter('accountUrl') + '/Calls/' + callSid + '/UserDefinedMessageSubscriptions.json',
			body: new URLSearchParams({
				Callback: this.getNodeWebhookUrl('setup'),
				IdempotencyKey: callSid,
			}),
		});
		this.getResponseObject().status(200).type('text/xml').send(this.getNodeParameter('twiml'));
		return { noWebhookResponse: true, workflowData: [[{ json: { callSid } }]] };
	}
};
`;

/** The least a trigger can be that answers a Voice URL after it subscribed to the call. It proves nothing. */
export const BARE_GREETER_PACKAGE: BarePackage = {
	name: 'n8n-nodes-bare-greeter',
	file: 'BareGreeter.node.js',
	source: SOURCE,
};

/** Its node type, as workflows name it. */
export const BARE_GREETER = `${BARE_GREETER_PACKAGE.name}.bareGreeter`;
