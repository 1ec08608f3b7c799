// Does the Lambda Web Adapter's job in the lab: Runtime API event -> HTTP request to the web app -> proxy response.
// Understands API Gateway v2 / function URL events; other events go to AWS_LWA_PASS_THROUGH_PATH, as in the real one.
import http from 'node:http';

const env = (name, fallback) => process.env['AWS_LWA_' + name] ?? fallback;
const port = env('PORT', process.env.PORT ?? '8080');
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

function request(url, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const call = http.request(url, { method, headers, agent: false }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function ready() {
  const url = `http://127.0.0.1:${env('READINESS_CHECK_PORT', port)}${env('READINESS_CHECK_PATH', '/')}`;
  for (;;) {
    try {
      if ((await request(url)).status < 500) return;
    } catch { /* the web app is not listening yet */ }
    await new Promise((later) => setTimeout(later, 20));
  }
}

function fromEvent(event) {
  const context = event?.requestContext?.http;
  if (!context) {
    return { path: env('PASS_THROUGH_PATH', '/events'), method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
  }
  const path = event.rawPath + (event.rawQueryString ? '?' + event.rawQueryString : '');
  const headers = { ...event.headers };
  if (event.cookies?.length) headers.cookie = event.cookies.join('; ');
  headers['x-amzn-request-context'] = JSON.stringify(event.requestContext);
  const body = event.body === undefined ? undefined : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  return { path, method: context.method, headers, body };
}

function toResponse({ status, headers, body }) {
  const text = /^text\/|json|xml|javascript|x-www-form-urlencoded/.test(headers['content-type'] ?? 'text/');
  const { 'set-cookie': cookies, connection, 'transfer-encoding': encoding, ...rest } = headers;
  return {
    statusCode: status, headers: rest, ...(cookies ? { cookies } : {}),
    body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text,
  };
}

await ready();
for (;;) {
  const next = await request(api + '/invocation/next');
  const id = next.headers['lambda-runtime-aws-request-id'];
  try {
    const { path, ...call } = fromEvent(JSON.parse(next.body));
    const answer = await request(`http://127.0.0.1:${port}${path}`, call);
    await request(`${api}/invocation/${id}/response`, { method: 'POST', body: JSON.stringify(toResponse(answer)) });
  } catch (problem) {
    await request(`${api}/invocation/${id}/error`, {
      method: 'POST', body: JSON.stringify({ errorType: 'LambdaWebAdapter.Error', errorMessage: String(problem) }),
    });
  }
}
