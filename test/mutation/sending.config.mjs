// What makes sending effectively once, in order and to the right people: npm run mutation:sending
import { mutationTestOf } from './shared.mjs';

export default mutationTestOf([
	'twilio/{callLeg,waiting}.ts',
	'twilio/delivery/{callbackUrl,idempotencyKey,lanes,recipients,rightLeg}.ts',
	'twilio/rest/{calls,conferences,failure,limiter,lists,problem,questions,request,retry}.ts',
]);
