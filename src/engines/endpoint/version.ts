/** The version of what determines a reply here: how a row is asked and its answer read. The server's own is in the model's digest. */
export const endpointVersion = '1';
