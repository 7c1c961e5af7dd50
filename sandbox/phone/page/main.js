import { Alerts } from './alerts.js';
import { CallControls } from './callControls.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { Phone } from './device.js';
import { byId } from './elements.js';
import { findEmulator } from './emulator.js';
import { Meters } from './meters.js';
import { microphoneOrSilence } from './microphone.js';
import { UnconfirmedMessage } from './outbox.js';
import { Questions } from './questions.js';
import { readSettings } from './settings.js';
import { StateView } from './stateView.js';
import { fetchToken } from './token.js';

const settings = readSettings(location.href);
const emulator = await findEmulator(); // An app of your own leaves out what says `emulator`.

const alerts = new Alerts(byId('alerts', HTMLElement));
const conversation = new Conversation(byId('log', HTMLElement));
const questions = new Questions(send);
const composer = new Composer(send);
const meters = new Meters();
const stateView = new StateView();

const phone = new Phone({
	fetchToken: () => fetchToken(settings.tokenUrl, settings.identity),
	deviceOptions: {
		...emulator?.deviceOptions,
		enableImprovedSignalingErrorPrecision: true,
		getUserMedia: microphoneOrSilence(showWhetherSilent),
	},
	listener: {
		onState: showState,
		onError: (error) => alerts.show(error),
		onMessage: showMessage,
		onDelivery: showDelivery,
		onMute: (isMuted) => controls.showMuted(isMuted),
		onVolume: (microphone, speaker) => meters.show(microphone, speaker),
	},
});
const controls = new CallControls(phone, (error) => alerts.show(error));
/** @type {import('./call.js').PhoneCall | null} */
let lastCall = null;
/** The last call that got as far as two people talking. @type {import('./call.js').PhoneCall | null} */
let begunCall = null;

showSettings();
emulator?.show({
	whoAsks: () => ({ identity: settings.identity, callSid: phone.call?.sid ?? null }),
	onError: (error) => alerts.show(error),
});
await (settings.callAtOnce ? phone.placeCall() : phone.start());

/** @param {import('./device.js').PhoneState} state */
function showState(state) {
	const { call } = phone;
	const isOnCall = state === 'onCall' || state === 'reconnecting';
	if (call !== null && call !== lastCall) {
		conversation.divide(call.isIncoming ? `Call from ${call.caller}` : 'Call placed');
	}
	lastCall = call ?? lastCall;
	stateView.show(state, phone);
	controls.update(state);
	emulator?.update((call?.sid ?? null) !== null);
	if (call === null) questions.close();
	else questions.update(isOnCall);
	composer.update(isOnCall ? null : 'Messages need a call.');
	if (state === 'onCall' || state === 'ready') alerts.dismissLostConnections();
	if (call === null) meters.show(0, 0);
	if (state === 'onCall' && call !== begunCall) begin(call);
}

/** Not when a call is only taken up again. @param {import('./call.js').PhoneCall | null} call */
function begin(call) {
	begunCall = call;
	composer.focus();
	// Tells the server that this app listens now. The example workflow "Greet a caller" waits for it.
	send({ type: 'ready' });
}

/** @param {import('./call.js').Message} message */
function showMessage(message) {
	const article = conversation.add(message);
	if (message.direction === 'received') questions.offer(message.content, article);
}

/**
 * @param {string} sid
 * @param {unknown} error
 */
function showDelivery(sid, error) {
	conversation.settle(sid, error);
	if (error === null) return;
	if (!(error instanceof UnconfirmedMessage)) alerts.show(error);
	questions.reopen(sid);
}

/**
 * @param {unknown} content
 * @returns {string | null} The SID; null when it could not be sent.
 */
function send(content) {
	try {
		return phone.call?.send(content) ?? null;
	} catch (error) {
		alerts.show(error);
		return null;
	}
}

/** @param {boolean} isSilent */
function showWhetherSilent(isSilent) {
	byId('silence', HTMLElement).hidden = !isSilent;
}

function showSettings() {
	byId('identity', HTMLInputElement).value = settings.identity;
	byId('tokenUrl', HTMLInputElement).value = settings.tokenUrl;
}
