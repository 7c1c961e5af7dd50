import type { Page } from 'playwright-core';

import { until } from '../../../sandbox/poll';

const LIMITS = { timeoutMs: 15_000, everyMs: 25 };

const REMEMBER_CONNECTION = `{
	const { prototype } = RTCPeerConnection;
	const { setRemoteDescription } = prototype;
	prototype.setRemoteDescription = function (...description) {
		window.connectionOfCall = this;
		return setRemoteDescription.apply(this, description);
	};
}`;

const COUNT_PACKETS = `(async () => {
	const all = [...(await window.connectionOfCall.getStats()).values()];
	const sum = (type, field) =>
		all.filter((one) => one.type === type).reduce((total, one) => total + one[field], 0);
	return { said: sum('outbound-rtp', 'packetsSent'), heard: sum('inbound-rtp', 'packetsReceived') };
})()`;

/** Counts the sound of the next call; call it before. */
export async function countPackets(page: Page) {
	await page.evaluate(REMEMBER_CONNECTION);
	const counted = async () =>
		await page.evaluate<{ readonly said: number; readonly heard: number }>(COUNT_PACKETS);
	return {
		/**
		 * Resolves once a second of sound went this way. Firefox has no levels to show on a machine without a sound card: no
		 * `AudioContext` runs there.
		 */
		untilSecond: async (way: 'said' | 'heard') =>
			await until(`Sound ${way}`, LIMITS, async () => (await counted())[way] >= 50),
	};
}
