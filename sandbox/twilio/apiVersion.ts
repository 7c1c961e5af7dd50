/** In the paths, the resources and the callbacks of the Voice API. */
export const API_VERSION = '2010-04-01';
