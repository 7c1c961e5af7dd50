export interface Table {
	readonly columns: readonly string[];
	readonly rows: readonly Row[];
}

type Row = readonly string[];

/** Lines of a Markdown table that reads well in a terminal too: the first column left, the others right. */
export function formatTable({ columns, rows }: Table): string[] {
	const widths = columns.map((_, at) =>
		Math.max(...[columns, ...rows].map((row) => (row[at] ?? '').length)),
	);
	const line = (row: Row) =>
		`| ${row.map((cell, at) => padded(cell, widths[at], at)).join(' | ')} |`;
	const rule = widths.map((width, at) =>
		at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	return [line(columns), line(rule), ...rows.map(line)];
}

function padded(cell: string, width = 0, column = 0): string {
	return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
