/* The smallest useful Lambda custom runtime: a static x86-64 Linux program without a C library.
   It asks the Lambda Runtime API for an event, answers it with a greeting that holds the event, and starts again.
   Build it anywhere with gcc:
     gcc -Os -static -nostdlib -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
         -Wl,--build-id=none -Wl,-z,noseparate-code -s -o bootstrap bootstrap.c */

typedef unsigned long size_t;
typedef long ssize_t;

enum { SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_socket = 41, SYS_connect = 42, SYS_exit = 60 };
enum { BUFFER = 6 * 1024 * 1024 + 65536 }; /* Lambda's payload limit is 6 MB; the rest is for headers. */

static char in[BUFFER], out[BUFFER];

static long call(long n, long a, long b, long c)
{
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return r;
}

static size_t length(const char *s) { size_t n = 0; while (s[n]) n++; return n; }

static char *put(char *to, const char *from, size_t n) { while (n--) *to++ = *from++; return to; }

static char *puts_(char *to, const char *s) { return put(to, s, length(s)); }

static char *putn(char *to, size_t n)
{
    char digits[20];
    int i = 0;
    do digits[i++] = '0' + n % 10; while (n /= 10);
    while (i) *to++ = digits[--i];
    return to;
}

static int same(const char *a, const char *lower, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((a[i] >= 'A' && a[i] <= 'Z' ? a[i] + 32 : a[i]) != lower[i]) return 0;
    return 1;
}

/* Value of an HTTP header, up to the end of its line; 0 when it is absent. */
static const char *header(const char *name, const char *end, size_t *n)
{
    size_t k = length(name);
    for (const char *p = in; p + k < end; p++)
        if (p[0] == '\n' && same(p + 1, name, k) && p[1 + k] == ':') {
            const char *v = p + 2 + k;
            while (*v == ' ') v++;
            const char *e = v;
            while (e < end && *e != '\r' && *e != '\n') e++;
            *n = e - v;
            return v;
        }
    return 0;
}

static unsigned char address[16];

/* One request, one connection. The answer is left in `in`; its body begins where this points. */
static char *ask(const char *request, size_t n, size_t *body)
{
    long s = call(SYS_socket, 2, 1, 0);
    if (s < 0 || call(SYS_connect, s, (long)address, sizeof address) < 0) call(SYS_exit, 1, 0, 0);
    for (size_t sent = 0; sent < n;) {
        ssize_t w = call(SYS_write, s, (long)(request + sent), n - sent);
        if (w <= 0) call(SYS_exit, 2, 0, 0);
        sent += w;
    }
    size_t got = 0, want = (size_t)-1;
    char *start = 0;
    while (got < BUFFER - 1 && got < want) {
        ssize_t r = call(SYS_read, s, (long)(in + got), BUFFER - 1 - got);
        if (r <= 0) break;
        got += r;
        for (size_t i = 0; !start && i + 3 < got; i++)
            if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
                start = in + i + 4;
                size_t d;
                const char *v = header("content-length", start, &d);
                if (v) for (want = 0; d--; v++) want = want * 10 + (*v - '0');
                if (v) want += start - in;
            }
    }
    call(SYS_close, s, 0, 0);
    if (!start) call(SYS_exit, 3, 0, 0);
    *body = in + got - start;
    return start;
}

static void run(const char *api)
{
    /* Lambda gives an IPv4 address and a port: 127.0.0.1:9001. */
    unsigned part = 0, port = 0;
    int i = 4;
    const char *p = api;
    address[0] = 2;
    for (; *p && *p != ':'; p++)
        if (*p == '.') { address[i++] = part; part = 0; } else part = part * 10 + (*p - '0');
    address[i] = part;
    if (*p == ':') for (p++; *p; p++) port = port * 10 + (*p - '0'); else port = 80;
    address[2] = port >> 8;
    address[3] = port;

    for (;;) {
        char *q = puts_(out, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: ");
        q = puts_(puts_(q, api), "\r\nConnection: close\r\n\r\n");
        size_t n, k;
        char *event = ask(out, q - out, &n);
        const char *id = header("lambda-runtime-aws-request-id", event, &k);
        if (!id) call(SYS_exit, 4, 0, 0);
        static const char before[] = "{\"message\":\"Hello from a Lambda image made by LambdaImage\",\"event\":", after[] = "}";
        q = put(puts_(out, "POST /2018-06-01/runtime/invocation/"), id, k);
        q = puts_(puts_(puts_(q, "/response HTTP/1.1\r\nHost: "), api), "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ");
        q = puts_(putn(q, sizeof before - 1 + n + sizeof after - 1), "\r\n\r\n");
        q = puts_(put(puts_(q, before), event, n), after);
        ask(out, q - out, &n);
    }
}

__attribute__((used)) static void start(long *stack)
{
    long count = *stack;
    for (char **e = (char **)(stack + 1 + count + 1); *e; e++)
        if (same(*e, "aws_lambda_runtime_api=", 23)) run(*e + 23);
    static const char hint[] = "AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda.\n";
    call(SYS_write, 2, (long)hint, sizeof hint - 1);
    call(SYS_exit, 1, 0, 0);
}

__asm__(".globl _start\n_start:\n  xor %ebp, %ebp\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call start\n");
