// What lets callbacks in: npm run mutation:callbacks
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/callback/*.ts',
	'twilio/{json,sids}.ts',
	'webhooks/{acceptCallback,contentFilter,duplicates,oncePerKey}.ts',
]);
