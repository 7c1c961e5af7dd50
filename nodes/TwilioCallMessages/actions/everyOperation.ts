/** Every operation, a line each: what is listed here is in the node. */
export { getCall } from './call/getCall';
export { getManyCalls } from './call/getManyCalls';
export { getParticipants } from './call/getParticipants';
export { sendAndWaitForReply } from './message/sendAndWaitForReply';
export { sendMessage } from './message/sendMessage';
export { subscribe } from './subscription/subscribe';
export { unsubscribe } from './subscription/unsubscribe';
