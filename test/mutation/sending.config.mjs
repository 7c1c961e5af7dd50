// What makes sending effectively once, in order and to the right people: npm run mutation:sending
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/callLeg.ts',
	'twilio/delivery/{idempotencyKey,perCallQueue,recipients,rightLeg}.ts',
	'twilio/rest/{calls,conferences,failure,lists,request,retry}.ts',
]);
