import type { Router } from 'express';
import { z } from 'zod';

import type { Signing } from '../callbacks/signing/signing';
import { MATCH_TYPES } from '../callbacks/signing/webhookRules';
import { readJson, readShape } from './steeringBody';

/** Body of PUT /_sandbox/webhooks, the JSON form of `WebhookConfiguration`. */
const webhooksBody = z
	.object({
		sharedKeys: z.array(
			z.object({ id: z.string().regex(/^[\w-]+$/), secret: z.string().min(1) }).strict(),
		),
		rules: z.array(
			z
				.object({
					matchType: z.enum(MATCH_TYPES),
					url: z.string().optional(),
					keys: z.array(z.string().nullable()).min(1).max(2),
				})
				.strict(),
		),
	})
	.strict();

/** With which keys callbacks are signed: Twilio's Webhooks configuration API, cut down to that. */
export function addWebhookRoutes(router: Router, signing: Signing): void {
	router
		.route('/webhooks')
		.get((_request, response) => {
			response.json(signing.configuration);
		})
		.put((request, response) => {
			signing.configure(readShape(webhooksBody, readJson(request)));
			response.json(signing.configuration);
		});
}
