/** What a gateway in front of Twilio says when Twilio does not. */
export function gatewayPage(status: number, reason: string): string {
	return htmlPage(`${status} ${reason}`, 'The server behind this gateway is out of reach.');
}

/** What a captive portal answers to everything, Twilio or not. */
export const PORTAL_PAGE = htmlPage('Welcome', 'Please sign in to use this network.');

function htmlPage(title: string, text: string): string {
	return `<!DOCTYPE html>
<html>
<head><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
}
