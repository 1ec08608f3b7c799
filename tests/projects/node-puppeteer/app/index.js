const puppeteer = require('puppeteer');

exports.handler = async (event) => {
  const browser = await puppeteer.launch({ args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const page = await browser.newPage();
  await page.goto(event.url);
  return page.title();
};
