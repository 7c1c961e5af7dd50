const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function compile() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

// What n8n reads beside the compiled nodes: the codex and the output fields shown before a first run.
const codex = () => src('nodes/**/*.json').pipe(dest('dist/nodes'));

exports.default = series(clean, parallel(compile, icons, codex));
