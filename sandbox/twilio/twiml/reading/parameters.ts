import type { TwimlElement } from './document';

/** `<Parameter name="…" value="…"/>` below an element. */
export function readParameters({ children }: TwimlElement): Record<string, string> {
	const parameters = children.filter(({ name }) => name === 'Parameter');
	return Object.fromEntries(
		parameters.map(({ attributes }) => [
			attributes.get('name') ?? '',
			attributes.get('value') ?? '',
		]),
	);
}
