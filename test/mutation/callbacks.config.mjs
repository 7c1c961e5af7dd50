// What lets callbacks in: npm run mutation:callbacks
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/callback/*.ts',
	'twilio/{json,oncePerKey,sids,urls}.ts',
	'twilio/memory.ts',
	'webhooks/{acceptCallback,contentFilter,credentialMemory,duplicates,order,recording}.ts',
]);
