import { serve } from '../../../sandbox/twilio/listener';

/** A host that nobody should be redirected to. It remembers whether somebody was. */
export async function startOtherHost() {
	const visits: string[] = [];
	const { port, stop } = await serve((request, response) => {
		visits.push(`${request.method} ${request.url}`);
		response.writeHead(201).end();
	});
	return { url: `http://localhost:${port}/`, visits, stop };
}
