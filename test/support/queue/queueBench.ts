import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connect } from '../../../sandbox/n8n/api/api';
import { ensureN8n } from '../../../sandbox/n8n/install/install';
import { packCommunityPackage } from '../../../sandbox/n8n/run/communityPackage';
import { startCluster, type Cluster } from '../../../sandbox/queue/cluster';
import { startTwilioEmulator } from '../../../sandbox/twilio/server';
import { useDuringFile, type Stops } from '../duringFile';
import { builtInNode, createCredential, triggerNode } from '../n8n';
import { publish, type N8nPlace } from '../publish';
import { standInFor } from '../standIn';
import { startRecorder, type Recorder } from './recorder';

/** What a test in queue mode works with. */
export interface QueueBench extends N8nPlace {
	readonly cluster: Cluster;
	readonly recorder: Recorder;
}

const say = (text: string) => void process.stderr.write(`  ${text}\n`);

/** Starts n8n in queue mode, with what its workflows talk to, for the tests of a file. */
export function useQueueBench(): QueueBench {
	jest.setTimeout(3 * 60_000);
	return standInFor(useDuringFile(start, 5 * 60_000));
}

async function start(stops: Stops): Promise<QueueBench> {
	const installation = await ensureN8n(say);
	const folder = await mkdtemp(join(tmpdir(), 'twilio-call-messages-queue-'));
	stops.push(async () => await rm(folder, { recursive: true, force: true }));
	const tarball = await packCommunityPackage(folder);
	const env = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
	const cluster = await startCluster({ installation, tarball, env, onProgress: say });
	stops.push(cluster.stop);
	const twilio = await startTwilioEmulator();
	stops.push(twilio.stop);
	const recorder = await startRecorder();
	stops.push(recorder.stop);
	const api = await connect(cluster.baseUrl);
	const credential = await createCredential(api, twilio);
	return { cluster, baseUrl: cluster.baseUrl, api, twilio, recorder, credential };
}

/** Publishes a workflow whose trigger hands messages to a node that tells the recorder; resolves with the trigger's URL. */
export async function publishRecording(bench: QueueBench, parameters: object = {}) {
	const { credential, recorder } = bench;
	const record = builtInNode('Record', 'httpRequest', 4.2, {
		method: 'POST',
		url: recorder.url,
		sendBody: true,
		bodyParameters: { parameters: [{ name: 'sid', value: '={{ $json.sid }}' }] },
	});
	return await publish(bench, triggerNode(credential, parameters), [record]);
}
