/** Settings of n8n to measure under. */
export interface Settings {
	readonly name: string;
	readonly env: Readonly<Record<string, string>>;
}

const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

export const DEFAULTS: Settings = { name: 'defaults', env: {} };

export const LAZY_ACQUIRE: Settings = { name: 'LAZY_ACQUIRE', env: LAZY };

export const LAZY_ACQUIRE_SAVE_NONE: Settings = {
	name: 'LAZY_ACQUIRE, save none',
	env: { ...LAZY, EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none' },
};
