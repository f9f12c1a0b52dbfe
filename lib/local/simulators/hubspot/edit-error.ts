/** An edit of the portal that names something the portal does not have. */
export class EditError extends Error {}
