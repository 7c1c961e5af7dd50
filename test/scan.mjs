// Runs the rules n8n verifies community packages with on a folder: node test/scan.mjs <folder> [pattern…]
import { resolve } from 'node:path';
import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder = '.', ...patterns] = process.argv.slice(2);
const result = await analyzePackage(resolve(folder), ...(patterns.length > 0 ? [patterns] : []));
if (!result.passed) {
	console.error(`${result.message}\n${result.details ?? ''}`);
	process.exitCode = 1;
}
