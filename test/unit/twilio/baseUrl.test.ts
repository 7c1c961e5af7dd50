import { baseUrl, isLocation } from '../../../nodes/TwilioCallMessages/twilio/baseUrl';

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

describe('isLocation', () => {
	it.each([
		['us1', '', ''],
		['ie1', 'dublin', ''],
		['us1', 'ashburn-ix', ''],
		['a.b', 'c/d', 'http://localhost:4010'],
	])('takes region "%s" and edge "%s" beside the base URL "%s"', (region, edge, apiBaseUrl) => {
		expect(isLocation({ region, edge, apiBaseUrl })).toBe(true);
	});

	it.each([
		['us1', 'evil.example.com'],
		['us1', 'a/b'],
		['us1', 'Ashburn'],
		['us1', 'a b'],
		['us1.evil', ''],
		['us1', 'a@b'],
		['us1', 'a:b'],
		['us1', 'a\n'],
	])('does not take region "%s" and edge "%s" into a host', (region, edge) => {
		expect(isLocation({ region, edge, apiBaseUrl: '' })).toBe(false);
	});
});
