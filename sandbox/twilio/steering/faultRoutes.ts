import type { Router } from 'express';

import { FAULTS } from '../faults/faultNames';
import type { Faults } from '../faults/faults';
import { nextFaultsBody, readJson, readShape } from './steeringBody';

/** Lists, queues and clears faults. A plan is a function, so only the process itself can set one. */
export function addFaultRoutes(router: Router, faults: Faults): void {
	router
		.route('/faults')
		.get((_request, response) => {
			response.json({ faults: FAULTS, queued: faults.queued });
		})
		.post((request, response) => {
			const { next } = readShape(nextFaultsBody, readJson(request));
			faults.next(...next);
			response.status(201).json({ queued: faults.queued });
		})
		.delete((_request, response) => {
			faults.clear();
			response.json({ queued: faults.queued });
		});
}
