const express = require('express');
const { PrismaClient } = require('@prisma/client');

const prisma = new PrismaClient();
const app = express();
app.get('/', async (_request, response) => response.json(await prisma.account.findMany()));
app.listen(process.env.PORT || 3000);
