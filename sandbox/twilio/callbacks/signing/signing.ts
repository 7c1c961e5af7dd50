import { Refusal } from '../../../refusal';
import { authTokenKey, type SigningKey } from './signature';
import { ruleFor, type SharedKey, type WebhookRule } from './webhookRules';

/** What Twilio's Webhooks configuration API knows of an account. */
export interface WebhookConfiguration {
	readonly sharedKeys: readonly SharedKey[];
	readonly rules: readonly WebhookRule[];
}

const NOTHING: WebhookConfiguration = { sharedKeys: [], rules: [] };

/** With which key each callback is signed: the Auth Token, unless a rule for its URL names a shared key. */
export class Signing {
	private current = NOTHING;
	private readonly turns = new Map<WebhookRule, number>();

	constructor(private readonly authToken: string) {}

	get configuration(): WebhookConfiguration {
		return this.current;
	}

	/** Holds for callbacks from now on. Refusal 400 when a rule names a key that is not there, or none. */
	configure(configuration: WebhookConfiguration): void {
		const ids = configuration.sharedKeys.map(({ id }) => id);
		for (const key of configuration.rules.flatMap(({ keys }) => keys)) {
			if (key !== null && !ids.includes(key))
				throw new Refusal(400, `There is no shared key ${key}`);
		}
		if (configuration.rules.some(({ keys }) => keys.length === 0)) {
			throw new Refusal(
				400,
				'A rule needs a key: the id of a shared key, or null for the Auth Token',
			);
		}
		this.current = configuration;
		this.turns.clear();
	}

	/**
	 * `url` is the one Twilio was given, whatever a GET appends to it, without its fragment. Twilio does not say how it chooses between two keys:
	 * here they take turns.
	 */
	keyFor(url: string): SigningKey {
		const rule = ruleFor(this.current.rules, url.replace(/#.*$/s, ''));
		const id = rule && this.takeTurn(rule);
		const sharedKey = this.current.sharedKeys.find((one) => one.id === id);
		if (!sharedKey) return authTokenKey(this.authToken);
		const settings = `key=${sharedKey.id},algorithm=HMAC_SHA256`;
		return { secret: sharedKey.secret, hash: 'sha256', settings };
	}

	private takeTurn(rule: WebhookRule): string | null | undefined {
		const turn = this.turns.get(rule) ?? 0;
		this.turns.set(rule, turn + 1);
		return rule.keys[turn % rule.keys.length];
	}
}
