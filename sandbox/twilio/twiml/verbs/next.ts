import type { CallbackParameters } from '../../callbacks/messageCallback';
import type { CallbackTarget } from '../../callbacks/report';
import type { VoiceRequest } from '../voiceRequest';

/** What follows a verb: the verb behind it, nothing any more, or the answer to another request. */
export type Next = 'goOn' | 'end' | VoiceRequest;

/** The answer of the action URL; without one, the verb behind. */
export function actionOr(action: CallbackTarget | null, more: CallbackParameters): Next {
	return action ? { target: action, more } : 'goOn';
}
