/**
 * What the address of the page says.
 *
 * @typedef {object} Settings
 * @property {string} identity Who is on the phone: `alice` is called as `client:alice`.
 * @property {string} tokenUrl The token server; by default that of this page's own server.
 * @property {boolean} callAtOnce Whether to place a call as soon as the phone is ready.
 */

/**
 * @param {string} address `https://example.com/?identity=alice&tokenUrl=https://…&call`
 * @returns {Settings}
 */
export function readSettings(address) {
	const { searchParams } = new URL(address);
	const tokenUrl = searchParams.get('tokenUrl') || '/token';
	return {
		identity: searchParams.get('identity') || 'you',
		tokenUrl,
		// With a token server of theirs, a link could otherwise have the page call its author, microphone on.
		callAtOnce: searchParams.has('call') && isOfSameOrigin(tokenUrl, address),
	};
}

/**
 * @param {string} url
 * @param {string} address
 */
function isOfSameOrigin(url, address) {
	return URL.canParse(url, address) && new URL(url, address).origin === new URL(address).origin;
}
