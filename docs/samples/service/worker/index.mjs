export const handler = async (event) => ({ done: true });
