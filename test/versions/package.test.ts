import { createCredential } from '../support/n8n';
import { useN8nBench } from '../support/n8nBench';

const PACKAGE = 'n8n-nodes-twilio-call-messages';

const bench = useN8nBench();

describe('the package', () => {
	it('offers the action, its AI tool and the trigger', async () => {
		const names = (await bench.api.nodeTypes()).map(({ name }) => name);
		expect(names.filter((name) => name.startsWith(PACKAGE)).sort()).toEqual([
			`${PACKAGE}.twilioCallMessages`,
			`${PACKAGE}.twilioCallMessagesTool`,
			`${PACKAGE}.twilioCallMessagesTrigger`,
		]);
	});

	it.each<[string, object, string]>([
		['the right Auth Token', {}, 'OK'],
		['a wrong Auth Token', { authToken: 'wrong' }, 'Error'],
	])('tests a credential with %s', async (_, changes, status) => {
		const credential = await createCredential(bench.api, bench.twilio, { ...changes });
		expect(await bench.api.testCredential(credential)).toMatchObject({ status });
	});
});
