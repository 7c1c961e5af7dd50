export { TwilioCallMessagesApi } from './credentials/TwilioCallMessagesApi.credentials';
export { TwilioCallMessages } from './nodes/TwilioCallMessages/TwilioCallMessages.node';
export { TwilioCallMessagesTrigger } from './nodes/TwilioCallMessages/TwilioCallMessagesTrigger.node';
