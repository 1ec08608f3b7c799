import camelcase from 'camelcase';

export const title = (text: string): string => camelcase(text, { pascalCase: true });
