import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

import type { BarePackage } from '../barePackage';

const SOURCE_FILE = join(__dirname, 'bareSender.ts');

/** The bare sender as a community package. */
export const BARE_SENDER_PACKAGE: BarePackage = {
	name: 'n8n-nodes-bare-sender',
	file: 'BareSender.node.js',
	get source() {
		const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
		return transpileModule(readFileSync(SOURCE_FILE, 'utf8'), { compilerOptions }).outputText;
	},
};

/** Its node type, as workflows name it. */
export const BARE_SENDER = `${BARE_SENDER_PACKAGE.name}.bareSender`;
