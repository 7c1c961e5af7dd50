import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/**
 * The least a node can be that sends what ours sends: n8n's request helper, one call's messages one after the
 * other, all calls abreast. When told to, it reads each message from its fields, as ours has to. Only types are imported: it is also installed in n8n as this file alone.
 */
export class BareSender implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bare Sender',
		name: 'bareSender',
		group: ['output'],
		version: 1,
		description: 'Sends messages with nothing but the request helper',
		defaults: { name: 'Bare Sender' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'twilioCallMessagesApi', required: true }],
		properties: [
			{ displayName: 'Account URL', name: 'accountUrl', type: 'string', default: '' },
			{ displayName: 'Reads Fields', name: 'readsFields', type: 'boolean', default: false },
			{ displayName: 'Call SID', name: 'callSid', type: 'string', default: '' },
			{ displayName: 'Number', name: 'n', type: 'number', default: 0 },
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const accountUrl = this.getNodeParameter('accountUrl', 0);
		const readsFields = this.getNodeParameter('readsFields', 0);
		const field = (name: string, item: number) => this.getNodeParameter(name, item);
		const messages = this.getInputData().map(({ json: { callSid, n, text } }, item) =>
			readsFields
				? { callSid: field('callSid', item), n: field('n', item), text: field('text', item) }
				: { callSid, n, text },
		);
		const output: INodeExecutionData[] = [];
		const send = async (item: number) => {
			const { callSid, n, text } = messages[item] ?? {};
			const json = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'twilioCallMessagesApi',
				{
					method: 'POST',
					url: `${accountUrl}/Calls/${callSid}/UserDefinedMessages.json`,
					body: new URLSearchParams({
						Content: JSON.stringify({ n, text }),
						IdempotencyKey: crypto.randomUUID(),
					}),
				},
			);
			output[item] = { json, pairedItem: { item } };
		};
		const lanes = new Map<unknown, number[]>();
		messages.forEach(({ callSid }, item) => {
			const lane = lanes.get(callSid) ?? [];
			lane.push(item);
			lanes.set(callSid, lane);
		});
		const runLane = async (lane: readonly number[]) => {
			for (const item of lane) await send(item);
		};
		await Promise.all([...lanes.values()].map(runLane));
		return [output];
	}
}
