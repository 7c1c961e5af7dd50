import { buildCallbackRequest } from '../callbacks/callbackRequest';
import { readConnectionOverrides } from '../callbacks/connectionOverrides';
import type { Outcome } from '../callbacks/sendCallback';
import type { Reading } from './reading/attributes';
import { parseDocument } from './reading/document';
import { readVerbs } from './reading/readVerbs';
import { TwimlError } from './reading/twimlError';
import type { Verb } from './reading/verbs';
import type { Run } from './run';
import { voiceParameters, type VoiceRequest } from './voiceRequest';

/**
 * The verbs a server answers with, and after an error those of the fallback URL, which is told of it. Undefined when neither
 * gives any: https://www.twilio.com/docs/voice/twiml#fallback-urls. The emulator follows no HTTP redirects.
 */
export async function askForTwiml(run: Run, request: VoiceRequest): Promise<Verb[] | undefined> {
	try {
		return await askOnce(run, request);
	} catch (error) {
		if (!(error instanceof TwimlError)) throw error;
		run.notify('error', { code: error.code, message: error.message }, request.target.url);
		const fallback = run.fallbackFor(request, error.code);
		return fallback && (await askForTwiml(run, fallback));
	}
}

async function askOnce(run: Run, { target, more }: VoiceRequest): Promise<Verb[]> {
	const { account, applicationSid, callbacks, signing } = run.parts.context;
	const parameters = voiceParameters(account, applicationSid, run.call, more);
	const { url } = target;
	const request = buildCallbackRequest(target, parameters, 'form', signing.keyFor(url));
	const address = { kind: 'twiml', callSid: run.callSid } as const;
	const outcome = await callbacks.ask(address, request, readConnectionOverrides(url));
	const reading = {
		documentUrl: url,
		warn: (warning: Parameters<Reading['warn']>[0]) => run.notify('warning', warning, url),
	};
	return readAnswer(outcome, reading);
}

/** By its content type: https://www.twilio.com/docs/voice/twiml#content-type. TwimlError for what cannot be played. */
function readAnswer(outcome: Outcome, reading: Reading): Verb[] {
	if (!('status' in outcome)) throw unreached(outcome.error);
	const { status, contentType, body } = outcome;
	if (status < 200 || status >= 300) {
		throw new TwimlError(11200, `HTTP retrieval failure: the server answered ${status}`);
	}
	if (body === null) throw new TwimlError(11750, 'The answer is larger than 64 kB');
	const [type = ''] = contentType.toLowerCase().split(';', 1);
	if (/^(text\/(xml|html)|application\/xml)$/.test(type.trim())) {
		return readVerbs(parseDocument(body), reading);
	}
	if (type.trim() === 'text/plain') return [{ verb: 'Say', words: body.trim(), times: 1 }];
	if (type.startsWith('audio/')) return [{ verb: 'Play', words: reading.documentUrl, times: 1 }];
	throw new TwimlError(12300, `Invalid Content-Type: ${contentType || 'none'}`);
}

function unreached(error: string): TwimlError {
	if (/^(ENOTFOUND|EAI_AGAIN)/.test(error)) return new TwimlError(11210, `Bad host: ${error}`);
	return new TwimlError(11205, `HTTP connection failure: ${error}`);
}
