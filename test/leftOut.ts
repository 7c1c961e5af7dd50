const MARK = ' is left out: ';

/** The title of tests that need something which is not to be had. */
export const leftOut = (title: string, reason: string): string => `${title}${MARK}${reason}`;

/** Why a test is left out, from the titles it stands under; undefined of one that nobody left out with a reason. */
export function reasonIn(titles: readonly string[]): string | undefined {
	const title = titles.find((one) => one.includes(MARK));
	return title?.slice(title.indexOf(MARK) + MARK.length);
}
