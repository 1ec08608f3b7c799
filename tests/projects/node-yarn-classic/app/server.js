const express = require('express');

const app = express();

app.get('/invoices/:id', (request, response) => response.json({ id: request.params.id, total: 0 }));

app.listen(process.env.PORT || 3000);
