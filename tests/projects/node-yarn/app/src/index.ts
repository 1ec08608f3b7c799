import { nanoid } from 'nanoid';

export const handler = async () => ({ id: nanoid() });
