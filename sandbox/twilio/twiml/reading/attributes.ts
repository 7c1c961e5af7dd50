import { isCallbackUrl } from '../../callbacks/callbackUrl';
import type { CallbackTarget } from '../../callbacks/report';
import type { TwimlElement } from './document';

/** What is wrong with a document, but keeps none of the rest from being played. */
export interface TwimlWarning {
	/** Null for what Twilio plays and the emulator does not. */
	readonly code: number | null;
	readonly message: string;
}

/** Where a document came from, and what is found wrong with it. */
export interface Reading {
	readonly documentUrl: string;
	readonly warn: (warning: TwimlWarning) => void;
}

/** Typed attributes of one element. One that cannot be understood counts as absent, with warning 12200. */
export class Attributes {
	constructor(
		private readonly element: TwimlElement,
		private readonly reading: Reading,
	) {}

	text(name: string): string | undefined {
		return this.element.attributes.get(name);
	}

	flag(name: string, otherwise: boolean): boolean {
		const text = this.oneOf(name, ['true', 'false']);
		return text === undefined ? otherwise : text === 'true';
	}

	/** Seconds or times. */
	number(name: string, otherwise: number): number {
		const text = this.text(name);
		if (text === undefined) return otherwise;
		if (/^\d+$/.test(text)) return Number(text);
		this.refuse(name, text);
		return otherwise;
	}

	oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
		const text = this.text(name);
		const word = words.find((one) => one === text);
		if (text !== undefined && word === undefined) this.refuse(name, text);
		return word;
	}

	/** Words with blanks between them. */
	someOf<Word extends string>(name: string, words: readonly Word[]): readonly Word[] | undefined {
		const given = this.text(name)?.split(/\s+/).filter(Boolean);
		if (given === undefined) return undefined;
		const known = words.filter((word) => given.some((one) => one === word));
		if (known.length < new Set(given).size) this.refuse(name, given.join(' '));
		return known;
	}

	/** The URL in an attribute, from where the document came, and the method in another. */
	target(name: string, methodName: string): CallbackTarget | null {
		const text = this.text(name);
		return text === undefined ? null : this.targetOf(text, methodName, name);
	}

	/** The same for a URL that stands elsewhere. */
	targetOf(text: string, methodName: string, name: string): CallbackTarget | null {
		const method = this.oneOf(methodName, ['GET', 'POST'] as const) ?? 'POST';
		const url = resolveUrl(text, this.reading.documentUrl);
		if (url !== null) return { url, method };
		this.refuse(name, text);
		return null;
	}

	private refuse(name: string, text: string): void {
		const message = `<${this.element.name}>: ${name} cannot be ${text}`;
		this.reading.warn({ code: 12200, message });
	}
}

/** Absolute URLs stay as they are written: a signature is over each character. */
function resolveUrl(text: string, documentUrl: string): string | null {
	if (isCallbackUrl(text)) return text;
	if (/^[a-z][a-z0-9+.-]*:/i.test(text) || !URL.canParse(text, documentUrl)) return null;
	return new URL(text, documentUrl).href;
}
