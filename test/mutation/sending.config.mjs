// What makes sending effectively once and in order: npm run mutation:sending
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/delivery/{idempotencyKey,perCallQueue}.ts',
	'twilio/rest/{failure,request,retry}.ts',
]);
