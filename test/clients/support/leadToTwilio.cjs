// Loaded into every Node process of a client (NODE_OPTIONS): Twilio's host leads to TWILIO_STAND_IN_PORT of this machine,
// this machine to itself, and everything else is refused and written to REFUSED_HOSTS before a name is looked up.
const { appendFileSync } = require('node:fs');
const { isIP, Socket } = require('node:net');

const { TWILIO_HOST, TWILIO_STAND_IN_PORT, REFUSED_HOSTS } = process.env;
const HERE = '127.0.0.1';
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...given) {
	const [options, ...rest] = Array.isArray(given[0]) ? given[0] : given;
	if (typeof options !== 'object' || options.path)
		return refuse(this, String(options.path ?? options));
	const { host = 'localhost', port } = options;
	if (host === TWILIO_HOST && Number(port) === 443)
		return lead(this, TWILIO_STAND_IN_PORT, options, rest);
	if (host === HERE) return connect.apply(this, given);
	return refuse(this, isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`);
};

function lead(socket, port, options, rest) {
	return connect.call(socket, { ...options, host: HERE, port: Number(port) }, ...rest);
}

function refuse(socket, where) {
	appendFileSync(REFUSED_HOSTS, `${where}\n`);
	const error = Object.assign(new Error(`${where} is refused here`), { code: 'ECONNREFUSED' });
	process.nextTick(() => socket.destroy(error));
	return socket;
}
