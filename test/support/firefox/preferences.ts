type Preferences = Readonly<Record<string, string | number | boolean>>;

/** How one Firefox differs from another. */
export interface FirefoxOptions {
	/** The port of this machine that stands for each host of Twilio, behind TLS with whatever certificate. */
	readonly twilioPort: number;
	/** Whether pages may use a microphone, which hums. Default true; nobody is asked. */
	readonly hasMicrophone?: boolean;
	/** Default light. */
	readonly colorScheme?: 'light' | 'dark';
}

/** Settings as in about:config, with a proxy on this machine for everything that is not on this machine. */
export function firefoxPreferences(
	{ hasMicrophone = true, colorScheme = 'light' }: FirefoxOptions,
	proxyPort: number,
): Preferences {
	return {
		...onlyThrough(proxyPort),
		...(hasMicrophone ? PRETENDED_MICROPHONE : { 'permissions.default.microphone': BLOCK }),
		// What Playwright can set per page with other browsers.
		'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
		'ui.prefersReducedMotion': 1,
	};
}

const BLOCK = 2;

const PRETENDED_MICROPHONE: Preferences = {
	'media.navigator.streams.fake': true,
	'media.navigator.permission.disabled': true,
};

/** Addresses of this machine are reached without the proxy. */
function onlyThrough(port: number): Preferences {
	return {
		'network.proxy.type': 1,
		'network.proxy.http': '127.0.0.1',
		'network.proxy.http_port': port,
		'network.proxy.ssl': '127.0.0.1',
		'network.proxy.ssl_port': port,
		// Firefox's own services go around a proxy that refuses them.
		'network.proxy.failover_direct': false,
		'network.dns.forceResolve': '127.0.0.1',
		'network.captive-portal-service.enabled': false,
	};
}
