/**
 * A stand-in that has the given members and no others: touching any other one throws, so code that starts to
 * use more of n8n than the test knows does not pass unnoticed.
 */
export function strict<T extends object>(name: string, members: Partial<T>): T {
	const known: object = members;
	const standIn: unknown = new Proxy(known, {
		get(target, member, receiver) {
			if (member in target || typeof member === 'symbol') {
				return Reflect.get(target, member, receiver);
			}
			throw new Error(`${name}.${member} is not defined in this test`);
		},
	});
	return standIn as T;
}
