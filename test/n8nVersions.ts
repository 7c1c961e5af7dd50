/** The versions of n8n these nodes are tried with, newest first, each with its n8n-workflow. */
export const N8N_VERSIONS: ReadonlyArray<readonly [n8n: string, workflow: string]> = [
	['2.41.1', '2.41.0'],
	['2.35.7', '2.35.3'],
	['2.20.12', '2.20.3'],
	['2.11.4', '2.11.1'],
	['2.0.3', '2.0.1'],
	['1.123.81', '1.120.31'],
	['1.110.1', '1.107.0'],
	['1.85.4', '1.83.0'],
];
