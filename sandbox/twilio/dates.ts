/** RFC 2822 in UTC as Twilio writes it, e.g. `Fri, 02 Dec 2022 22:02:49 +0000` (fixture udm-form-post). */
export function toRfc2822(date: Date): string {
	return date.toUTCString().replace('GMT', '+0000');
}
