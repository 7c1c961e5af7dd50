import { badRequest } from './restError';

export interface Listed<Item> {
	/** Items are only ever added, in front: then the place of every item stays known. */
	readonly all: readonly Item[];
	readonly isListed: (item: Item) => boolean;
}

/** Where a page lies: it begins behind an item, or ends before one. Null is the first page. */
export type PagePlace = { readonly side: 'A' | 'B'; readonly index: number } | null;

export interface Cut<Item> {
	readonly items: readonly Item[];
	/** Tokens of the neighbours; null where there is none. */
	readonly next: string | null;
	readonly previous: string | null;
}

/**
 * A token names the item its page lies behind (`PACA…`) or before (`PBCA…`), as in the OpenAPI example `readNext`, so
 * that no page shifts when items are added or leave the list. Refusal 400 / 20001 for any other text (assumed).
 */
export function readPageToken(
	token: string | null,
	all: readonly { readonly sid: string }[],
): PagePlace {
	if (token === null) return null;
	const [, side, sid] = /^P(A|B)(.+)$/.exec(token) ?? [];
	const index = all.findIndex((item) => item.sid === sid);
	if (index === -1) throw badRequest(`PageToken is not valid: ${token}`);
	return { side: side === 'A' ? 'A' : 'B', index };
}

/** The page at a place, and how to go on from it. */
export function pageFrom<Item extends { readonly sid: string }>(
	{ all, isListed }: Listed<Item>,
	place: PagePlace,
	pageSize: number,
): Cut<Item> {
	const isBefore = place?.side === 'B';
	const begin = place === null || isBefore ? 0 : place.index + 1;
	const reachable = all.slice(begin, isBefore ? place.index : undefined).filter(isListed);
	const items = isBefore ? reachable.slice(-pageSize) : reachable.slice(0, pageSize);
	const [first, last] = [items[0], items.at(-1)];
	if (!first || !last) return { items, next: null, previous: null };
	return {
		items,
		next: all.slice(all.indexOf(last) + 1).some(isListed) ? `PA${last.sid}` : null,
		previous: all.slice(0, all.indexOf(first)).some(isListed) ? `PB${first.sid}` : null,
	};
}
