// Beside each node file lies a .json of the same name, and require takes that one before the .ts: try .json last.
const { '.json': json } = require.extensions;
Reflect.deleteProperty(require.extensions, '.json');
require.extensions['.json'] = json;

export {};
