namespace LambdaImage.Engine.Tests.Frameworks.Python;

public sealed class Recognising_Python_frameworks : IDisposable
{
    private readonly ManagedProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("flask\ngunicorn", "app.py", "app = Flask(__name__)", "Flask", "gunicorn --bind 0.0.0.0:$PORT --workers 1 --timeout 0 app:app")]
    [InlineData("flask\ngunicorn", "shop/__init__.py", "def create_app():\n    app = Flask(__name__)", "Flask", "gunicorn --bind 0.0.0.0:$PORT --workers 1 --timeout 0 'shop:create_app()'")]
    [InlineData("flask\nwaitress", "app.py", "server = Flask(__name__)", "Flask", "waitress-serve --listen=0.0.0.0:$PORT app:server")]
    [InlineData("fastapi[standard]", "app/main.py", "api = FastAPI()", "FastAPI", "uvicorn --host 0.0.0.0 --port $PORT app.main:api")]
    [InlineData("fastapi\nhypercorn", "main.py", "app: FastAPI = FastAPI()", "FastAPI", "hypercorn --bind 0.0.0.0:$PORT main:app")]
    [InlineData("starlette\nuvicorn", "src/pkg/web.py", "app = Starlette(routes=[])", "Starlette", "uvicorn --host 0.0.0.0 --port $PORT pkg.web:app")]
    [InlineData("falcon\ngunicorn", "wsgi.py", "application = make()", "Python web application", "gunicorn --bind 0.0.0.0:$PORT --workers 1 --timeout 0 wsgi:application")]
    [InlineData("dash\ngunicorn", "app.py", "app = Dash(__name__)", "Python web application", "gunicorn --bind 0.0.0.0:$PORT --workers 1 --timeout 0 app:app.server")]
    public void By_package_and_application(string requirements, string file, string code, string framework, string handler)
    {
        var found = _project.Write("requirements.txt", requirements + "\n").Write(file, code + "\n").Resolve();

        found.Framework.ShouldBe(framework);
        found.Handler.ShouldBe(handler);
    }

    [Theory]
    [InlineData("fastapi\nuvicorn\nmangum", "app = FastAPI()\nhandler = Mangum(app)", "main.handler")]
    [InlineData("flask\ngunicorn\napig-wsgi", "app = Flask(__name__)\nlambda_handler = make_lambda_handler(app)", "main.lambda_handler")]
    [InlineData("flask\ngunicorn\nserverless-wsgi", "app = Flask(__name__)\ndef handler(event, context):\n    return handle_request(app, event, context)", "main.handler")]
    [InlineData("quart\nmangum", "app = Quart(__name__)\nasgi = Mangum(app)", "main.asgi")]
    public void Not_what_has_a_handler_of_its_own(string requirements, string code, string handler)
    {
        var found = _project.Write("requirements.txt", requirements + "\n").Write("main.py", code + "\n").Resolve();

        found.Framework.ShouldBe("Python");
        found.Handler.ShouldBe(handler);
    }

    [Fact]
    public void Not_by_packages_of_development()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = []\n[dependency-groups]\ndev = [\"flask\", \"gunicorn\"]\n").Write("app.py", "def handler(event, context): pass\n");

        _project.Resolve().Framework.ShouldBe("Python");
    }

    [Fact]
    public void Two_that_fit_equally_well_are_told()
    {
        _project.Write("requirements.txt", "flask\nfastapi\ngunicorn\nuvicorn\n").Write("app.py", "app = Flask(__name__)\n").Write("main.py", "app = FastAPI()\n");

        var error = _project.Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldContain("app.py:1");
        error.Message.ShouldContain("main.py:1");
        _project.Text(framework: "fastapi").ShouldContain("\"uvicorn\"");
    }

    [Fact]
    public void A_server_that_is_missing_is_named_with_the_tools_own_command()
    {
        _project.Write("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\"flask\"]\n").Write("uv.lock", "version = 1\n").Write("app.py", "app = Flask(__name__)\n");

        var error = _project.Fails();

        error.Kind.ShouldBe(ErrorKind.DependencyMissing);
        error.Message.ShouldContain("pyproject.toml:3");
        error.Remedy.ShouldContain("uv add gunicorn");
    }

    [Fact]
    public void An_application_that_is_not_found_is_asked_for()
    {
        _project.Write("requirements.txt", "flask\ngunicorn\n").Write("start.py", "import web\n").Write("web.py", "web_app = build()\n");

        _project.Fails().Kind.ShouldBe(ErrorKind.HandlerNotFound);
        _project.Text(handler: "web:web_app").ShouldContain("\"--timeout\", \"0\", \"web:web_app\"]");
    }

    [Theory]
    [InlineData("python start.py", "ENTRYPOINT [\"/var/lang/bin/python3.13\", \"start.py\"]")]
    [InlineData("uvicorn web:app --port $PORT", "ENTRYPOINT [\"/var/lang/bin/python3.13\", \"-m\", \"uvicorn\", \"web:app\", \"--port\", \"8080\"]")]
    [InlineData("serve --port ${PORT}", "ENTRYPOINT [\"/var/task/bin/serve\", \"--port\", \"8080\"]")]
    [InlineData("A=1 gunicorn web:app | cat", "ENTRYPOINT [\"/bin/bash\", \"-c\", \"exec A=1 gunicorn web:app | cat\"]")]
    [InlineData("web.main", "CMD [\"web.main\"]")]
    public void A_command_of_the_user_starts_it(string handler, string expected)
    {
        _project.Write("requirements.txt", "flask\ngunicorn\n").Write("web.py", "app = Flask(__name__)\n");

        _project.Text(handler: handler).ShouldContain(expected);
    }

    [Fact]
    public void A_Procfile_starts_it()
    {
        _project.Write("requirements.txt", "flask\ngunicorn\n").Write("web.py", "app = Flask(__name__)\n").Write("Procfile", "web: gunicorn --threads 2 web:app\n");

        _project.Text().ShouldContain("\"-m\", \"gunicorn\", \"--threads\", \"2\", \"web:app\"]");
    }

    [Fact]
    public void Streamlit_is_refused_with_the_reason()
    {
        _project.Write("requirements.txt", "streamlit\n").Write("app.py", "import streamlit as st\n");

        var error = _project.Fails();

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Message.ShouldContain("websockets");
    }

    [Fact]
    public void Chalice_without_its_package_is_told()
    {
        _project.Write("requirements.txt", "").Write("app.py", "from chalice import Chalice\napp = Chalice(app_name='a')\n");

        _project.Fails().Remedy.ShouldContain("requirements.txt");
    }

    [Fact]
    public void What_chalice_vendors_goes_beside_the_code()
    {
        _project.Write("requirements.txt", "chalice\n").Write("app.py", "from chalice import Chalice\napp = Chalice(app_name='a')\n").Write("vendor/lib/x.py", "");

        _project.Text().ShouldContain("COPY vendor/ ./\n");
    }

    [Fact]
    public void Django_that_has_uvicorn_only_is_served_by_it()
    {
        _project.Write("requirements.txt", "django\nuvicorn\n").Write("manage.py", "").Write("shop/wsgi.py", "").Write("shop/asgi.py", "");

        _project.Text().ShouldContain("\"uvicorn\", \"--host\", \"0.0.0.0\", \"--port\", \"8080\", \"shop.asgi:application\"]");
    }

    [Fact]
    public void Django_collects_static_files_with_dummies_only_when_it_has_a_place_for_them()
    {
        _project.Write("requirements.txt", "django\ngunicorn\n").Write("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings.local')\n")
            .Write("shop/wsgi.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings.production')\n").Write("shop/settings/production.py", "from .base import *\n")
            .Write("shop/settings/base.py", "SECRET_KEY = env('DJANGO_SECRET_KEY')\nDATABASES = {'default': env.db('DATABASE_URL')}\n");

        _project.Text().ShouldNotContain("collectstatic");
        _project.Write("shop/settings/production.py", "STATIC_ROOT = BASE_DIR / 'static'\n");

        _project.Text().ShouldContain("RUN DATABASE_URL=sqlite://:memory: DJANGO_SECRET_KEY=dummy DJANGO_SETTINGS_MODULE=shop.settings.production PYTHONPATH=/packages python3 manage.py collectstatic --noinput");
        _project.Text(new DockerfileOptions { Commands = new Dictionary<string, string> { ["assets"] = "" } }).ShouldNotContain("collectstatic");
    }

    [Fact]
    public void Django_for_maps_runs_on_Debian()
    {
        _project.Write("requirements.txt", "django\ngunicorn\n").Write("manage.py", "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n")
            .Write("shop/wsgi.py", "").Write("shop/settings.py", "INSTALLED_APPS = [\n    'django.contrib.gis',\n]\n");

        _project.Text().ShouldContain("binutils gdal-bin libproj-dev");
        _project.Warnings().ShouldContain(warning => warning.Contains("shop/settings.py:2", StringComparison.Ordinal));
    }
}
