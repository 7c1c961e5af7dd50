/**
 * Everything that lets this page talk to the sandbox instead of Twilio. An app of your own leaves this file out, with the
 * statements in `main.js` and the line in `index.html` that mention it. Nothing happens here when the address names a
 * `tokenUrl`.
 *
 * @typedef {{ name: string, label: string, needsCall: boolean }} Action
 * @typedef {{ identity: string, callSid: string | null }} Who
 * @typedef {{ whoAsks: () => Who, onError: (error: unknown) => void }} Page
 */

const isWanted = !new URLSearchParams(location.search).has('tokenUrl');
let signallingHost = '';

/** The SDK insists on wss, the emulator has no certificate: wss becomes ws, for the emulator's host and no other. */
class PlainWebSocket extends WebSocket {
	/**
	 * @param {string | URL} address
	 * @param {string | string[]} [protocols]
	 */
	constructor(address, protocols) {
		const url = new URL(address);
		if (url.host === signallingHost) url.protocol = 'ws:';
		super(url, protocols);
	}
}

// The SDK keeps the constructor it finds when it is loaded, so this cannot wait.
if (isWanted) window.WebSocket = PlainWebSocket;

/** Null when the page is to use Twilio. */
export async function findEmulator() {
	if (!isWanted) return null;
	const answer = await fetch('/emulator.json');
	const emulator = new Emulator(await answer.json());
	signallingHost = emulator.deviceOptions.chunderw;
	return emulator;
}

class Emulator {
	#actions;
	/** @type {Array<{ action: Action, button: HTMLButtonElement }>} */
	#buttons = [];

	/** @param {{ signallingHost: string, sounds: Record<string, string>, actions: Action[] }} settings */
	constructor({ signallingHost, sounds, actions }) {
		this.#actions = actions;
		// The first two are internal options of the SDK: another host for signalling, and no statistics to Twilio.
		this.deviceOptions = { chunderw: signallingHost, publishEvents: false, sounds };
	}

	/**
	 * Says at the page that this is not Twilio, and adds buttons for what the sandbox can do, if there is anything.
	 *
	 * @param {Page} page
	 */
	show(page) {
		document.querySelector('#tokenUrl')?.remove();
		document.querySelector('#mode')?.replaceChildren('Emulator');
		document.querySelector('#modeNote')?.replaceChildren('Nothing leaves this machine.');
		this.#buttons = this.#actions.map((action) => ({ action, button: createButton(action, page) }));
		if (this.#buttons.length > 0) document.querySelector('#callCard')?.append(this.#createGroup());
	}

	/** @param {boolean} hasCall */
	update(hasCall) {
		for (const { action, button } of this.#buttons) button.disabled = action.needsCall && !hasCall;
	}

	#createGroup() {
		const group = document.createElement('fieldset');
		group.className = 'sandbox';
		const legend = document.createElement('legend');
		legend.textContent = 'Sandbox';
		group.append(legend, ...this.#buttons.map(({ button }) => button));
		return group;
	}
}

/**
 * @param {Action} action
 * @param {Page} page
 */
function createButton(action, page) {
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = action.label;
	button.addEventListener('click', () => void runAction(action, page));
	return button;
}

/**
 * @param {Action} action
 * @param {Page} page
 */
async function runAction({ name, label }, { whoAsks, onError }) {
	try {
		const answer = await fetch(`/actions/${encodeURIComponent(name)}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(whoAsks()),
		});
		if (answer.ok) return;
		/** @type {{ error?: string } | null} */
		const refusal = await answer.json().catch(() => null);
		throw new Error(refusal?.error ?? `The sandbox answered ${answer.status}.`);
	} catch (error) {
		onError(new Error(`${label}: ${error instanceof Error ? error.message : String(error)}`));
	}
}
