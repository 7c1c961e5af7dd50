/** The status Express and its body parsers put on their errors; 500 for every other value. */
export function httpStatusOf(error: unknown): number {
	if (!(error instanceof Error) || !('status' in error)) return 500;
	return typeof error.status === 'number' ? error.status : 500;
}
