/**
 * @typedef {import('@twilio/voice-sdk').Device} Device
 * @typedef {import('./device.js').PhoneOptions} PhoneOptions
 */

const PAUSE_MS = 5000;

/**
 * Gives a device another token shortly before its token expires. Tries until one comes, and pauses in between, also when
 * tokens live very shortly.
 */
export class TokenRenewal {
	#device;
	#options;
	#isUnderWay = false;
	#notBefore = 0;

	/**
	 * @param {Device} device
	 * @param {Pick<PhoneOptions, 'fetchToken' | 'listener'>} options Of failures in a row, the listener is told of the first.
	 */
	constructor(device, options) {
		this.#device = device;
		this.#options = options;
		device.on('tokenWillExpire', () => void this.start());
	}

	/** Is over once the device has another token, or is destroyed. */
	async start() {
		if (this.#isUnderWay) return;
		this.#isUnderWay = true;
		let { onError } = this.#options.listener;
		while (!(await this.#tryOnce(onError))) onError = () => {};
		this.#isUnderWay = false;
	}

	/** @param {(error: unknown) => void} onError */
	async #tryOnce(onError) {
		await pause(Math.max(0, this.#notBefore - Date.now()));
		this.#notBefore = Date.now() + PAUSE_MS;
		try {
			const token = this.#isOfUse() ? await this.#options.fetchToken() : null;
			if (token !== null && this.#isOfUse()) this.#device.updateToken(token);
			return true;
		} catch (error) {
			onError(error);
			return false;
		}
	}

	#isOfUse() {
		return String(this.#device.state) !== 'destroyed';
	}
}

/** @param {number} ms */
function pause(ms) {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}
