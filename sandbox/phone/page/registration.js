import { inTime } from './answers.js';

/** @typedef {import('@twilio/voice-sdk').Device} Device */

const OPTIONS = {
	// Browsers wake a page in the background once a minute only.
	tokenRefreshMs: 120_000,
	// Otherwise the SDK says nothing to whoever calls during a call, and lets them wait.
	allowIncomingWhileBusy: true,
};

/**
 * @param {string} token
 * @param {import('@twilio/voice-sdk').Device.Options} options
 */
export function createDevice(token, options) {
	return new Twilio.Device(token, { ...OPTIONS, ...options });
}

/** Resolves when the device can be called. Throws why it cannot. @param {Device} device */
export async function register(device) {
	await inTime(Promise.race([device.register(), firstErrorOf(device)]));
}

/**
 * @param {Device} device
 * @returns {Promise<never>}
 */
function firstErrorOf(device) {
	return new Promise((_resolve, reject) => device.once('error', reject));
}
