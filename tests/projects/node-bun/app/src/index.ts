import { z } from 'zod';

const Greeting = z.object({ name: z.string() });

export const handler = async (event: unknown) => `Hello, ${Greeting.parse(event).name}!`;
