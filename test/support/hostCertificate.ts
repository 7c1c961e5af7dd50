import { generate } from 'selfsigned';

/** A certificate for one host. It signs itself, so it is the CA to trust as well. */
export async function certificateFor(host: string) {
	return await generate([{ name: 'commonName', value: host }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
	});
}
