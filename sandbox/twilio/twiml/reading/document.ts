import { DOMParser, type Element as XmlElement } from '@xmldom/xmldom';

import { TwimlError } from './twimlError';

/** An element of TwiML, comments and the like left out. */
export interface TwimlElement {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: readonly TwimlElement[];
	/** All of it, that of children included: what `<Say>` says with SSML in it. */
	readonly text: string;
}

const BYTE_ORDER_MARK = /^\ufeff/;

/** The parser takes one for text; Twilio's does not. */
const LONE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const WITHOUT_REFERENCES = /<!\[CDATA\[.*?\]\]>|<!--.*?-->/gs;

/** The `<Response>` in an answer. TwimlError 12100 for what is no XML, or has another element at its root. */
export function parseDocument(text: string): TwimlElement {
	const root = toElement(parseXml(text));
	if (root.name !== 'Response') {
		throw new TwimlError(12100, `The root element is <${root.name}>, not <Response>`);
	}
	return root;
}

function parseXml(text: string): XmlElement {
	if (LONE_AMPERSAND.test(text.replace(WITHOUT_REFERENCES, ''))) {
		throw parseFailure('an ampersand stands for itself');
	}
	let reason = 'there is no element';
	// Whatever the parser would put up with is an error of Twilio's.
	const onError = (_level: string, message: string): never => {
		reason = message;
		throw new Error(message);
	};
	try {
		const parser = new DOMParser({ onError });
		const document = parser.parseFromString(text.replace(BYTE_ORDER_MARK, ''), 'text/xml');
		if (document.documentElement) return document.documentElement;
	} catch {
		throw parseFailure(reason);
	}
	throw parseFailure(reason);
}

const parseFailure = (reason: string) => new TwimlError(12100, `Document parse failure: ${reason}`);

function toElement(element: XmlElement): TwimlElement {
	return {
		name: element.tagName,
		attributes: new Map([...element.attributes].map(({ name, value }) => [name, value])),
		children: [...element.childNodes].filter(isElement).map(toElement),
		text: (element.textContent ?? '').trim(),
	};
}

const ELEMENT_NODE = 1;

const isElement = (node: { readonly nodeType: number }): node is XmlElement =>
	node.nodeType === ELEMENT_NODE;
