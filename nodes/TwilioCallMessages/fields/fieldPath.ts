import { isRecord } from '../twilio/json';

/** More elements, and deeper in each other, than a message has room for or anybody writes. */
const MOST_ELEMENTS = 5_000;
const MOST_LEVELS = 500;

/**
 * The path a field name stands for, as n8n's Edit Fields takes it: a dot goes one level deeper, and so do brackets
 * (`items[0].id`, `["a.b"]`). What is no path is one plain name. Undefined when a part has no name.
 * Source: https://lodash.com/docs/4.17.15#set
 */
export function fieldPath(name: string): readonly string[] | undefined {
	const path = name.includes('[') ? partsIn(name) : name.split('.');
	return path.includes('') ? undefined : path;
}

function partsIn(name: string): string[] {
	const step = /(?:^|\.)([^.[\]]+)|\[(?:"([^"]*)"|'([^']*)'|([^[\]"']*))\]/y;
	const path: string[] = [];
	while (step.lastIndex < name.length) {
		const part = step.exec(name);
		if (part === null) return [name];
		path.push(part.slice(1).find((text) => text !== undefined) ?? '');
	}
	return path;
}

/** Tells whether a path leads further behind in a list, or deeper, than anything in a message can be. */
export function isOutOfBounds(path: readonly string[]): boolean {
	const isTooFar = (part: string) => isIndex(part) && Number(part) >= MOST_ELEMENTS;
	return path.length > MOST_LEVELS || path.slice(1).some(isTooFar);
}

/**
 * Sets the value at a path. What is missing on the way is made: a list where a number comes next, else an object. Gives
 * false where nothing can be set: a list has its length by itself.
 * Defined, not assigned: names such as "__proto__" and "constructor" are ordinary fields of a message.
 */
export function setAt(target: object, path: readonly string[], value: unknown): boolean {
	const [name = '', ...rest] = path;
	const define = (child: unknown) =>
		Object.defineProperty(target, name, {
			value: child,
			enumerable: true,
			writable: true,
			configurable: true,
		});
	if (Array.isArray(target) && name === 'length') return false;
	const [next] = rest;
	if (next === undefined) {
		define(value);
		return true;
	}
	const existing: unknown = Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;
	const child = isContainer(existing) ? existing : isIndex(next) ? [] : {};
	define(child);
	return setAt(child, rest, value);
}

const isIndex = (part: string) => /^(0|[1-9]\d*)$/.test(part);

const isContainer = (value: unknown): value is object => isRecord(value) || Array.isArray(value);
