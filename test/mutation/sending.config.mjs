// What makes sending effectively once, in order and to the right people: npm run mutation:sending
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/{callLeg,waiting}.ts',
	'twilio/delivery/{callbackUrl,idempotencyKey,perCallQueue,recipients,rightLeg}.ts',
	'twilio/rest/{calls,conferences,failure,limiter,lists,questions,request,retry}.ts',
]);
