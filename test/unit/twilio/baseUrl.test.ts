import { baseUrl } from '../../../nodes/TwilioCallMessages/twilio/baseUrl';

describe('baseUrl', () => {
	it.each([
		['us1', '', 'https://api.twilio.com'],
		['ie1', '', 'https://api.dublin.ie1.twilio.com'],
		['au1', '', 'https://api.sydney.au1.twilio.com'],
		['us1', 'ashburn', 'https://api.ashburn.us1.twilio.com'],
		['ie1', 'frankfurt', 'https://api.frankfurt.ie1.twilio.com'],
		['au1', 'singapore', 'https://api.singapore.au1.twilio.com'],
	])('finds region %s through edge "%s" at %s', (region, edge, expected) => {
		expect(baseUrl({ region, edge, apiBaseUrl: '' })).toBe(expected);
	});

	it.each([
		['http://localhost:4010', 'http://localhost:4010'],
		['https://proxy.example.com/twilio/', 'https://proxy.example.com/twilio'],
		['https://proxy.example.com//', 'https://proxy.example.com'],
	])('goes to %s whatever region and edge say', (apiBaseUrl, expected) => {
		expect(baseUrl({ region: 'ie1', edge: 'dublin', apiBaseUrl })).toBe(expected);
	});
});
