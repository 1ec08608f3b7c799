import express from 'express';
import { title } from '@acme/text';

const app = express();
app.get('/', (_request, response) => { response.send(title('hello-workspace')); });
app.listen(process.env.PORT ?? 3000);
