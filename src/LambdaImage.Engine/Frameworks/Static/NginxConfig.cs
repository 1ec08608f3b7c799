namespace LambdaImage.Engine.Frameworks.Static;

/// <summary>The settings of nginx for Lambda: nothing is written outside of /tmp, and one request comes at a time.</summary>
internal static class NginxConfig
{
    public const string File = "lambda-image.nginx.conf";

    /// <param name="port">Port of the server.</param>
    /// <param name="isApplication">Whether one page answers every address that is no file.</param>
    public static string Of(string port, bool isApplication) => $$"""

        daemon off;
        worker_processes 1;
        pid /tmp/nginx.pid;
        error_log stderr warn;

        events {
            worker_connections 64;
        }

        http {
            include /etc/nginx/mime.types;
            default_type application/octet-stream;

            # Only /tmp can be written in Lambda, and Lambda counts the requests already.
            access_log off;
            client_body_temp_path /tmp/nginx-client;
            proxy_temp_path /tmp/nginx-proxy;
            fastcgi_temp_path /tmp/nginx-fastcgi;
            uwsgi_temp_path /tmp/nginx-uwsgi;
            scgi_temp_path /tmp/nginx-scgi;

            sendfile on;
            server_tokens off;
            absolute_redirect off;
            gzip on;
            gzip_vary on;
            gzip_types text/css text/plain text/xml application/javascript text/javascript application/json application/xml image/svg+xml application/wasm;

            server {
                listen {{port}};
                root /var/task;
                index index.html;

                location = /{{File}} {
                    return 404;
                }

                location / {
                    try_files $uri $uri/ $uri.html {{(isApplication ? "/index.html" : "=404")}};
                }
        {{(isApplication ? "" : "\n        error_page 404 /404.html;\n")}}    }
        }

        """;
}
