import { z } from 'zod';
import type { Session } from './session';

/** A node as a workflow has it. */
export type PickingNode = {
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: object;
	readonly credentials: object;
};

const nodeTypeList = z.array(z.object({ name: z.string() }).passthrough());
const choices = z.object({
	results: z.array(z.object({ name: z.string(), value: z.string() }).passthrough()),
});

/** What the editor asks n8n about nodes. */
export function nodeCalls(session: Session) {
	return {
		/** Descriptions of all node types, ours named `n8n-nodes-twilio-call-messages.<name>`. */
		nodeTypes: async () => nodeTypeList.parse(await session('GET', '/types/nodes.json')),

		/** What a field offers to pick from a list, by the name of its `searchListMethod`. */
		pickList: async (node: PickingNode, field: string, methodName: string) => {
			const { type, typeVersion, parameters, credentials } = node;
			const body = {
				path: `parameters.${field}`,
				methodName,
				nodeTypeAndVersion: { name: type, version: typeVersion },
				currentNodeParameters: parameters,
				credentials,
			};
			const path = '/rest/dynamic-node-parameters/resource-locator-results';
			return choices.parse(await session('POST', path, body)).results;
		},
	};
}
