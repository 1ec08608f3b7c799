export const handler = async (event) => ({ message: `Hello ${event.name ?? "world"} from Node.js ${process.version}` });
