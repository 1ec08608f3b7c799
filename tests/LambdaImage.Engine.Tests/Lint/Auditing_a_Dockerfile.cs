using LambdaImage.Engine.Lint.Audit;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

public class Auditing_a_Dockerfile
{
    [Theory]
    [InlineData("libpq5", "libpq")]
    [InlineData("libpq-dev", "libpq")]
    [InlineData("libyaml-0-2", "libyaml")]
    [InlineData("libicu72", "libicu")]
    [InlineData("libmagickwand-6.q16-6", "libmagickwand")]
    [InlineData("libssl3t64", "libssl")]
    [InlineData("mariadb-connector-c-devel", "mariadb-connector-c")]
    [InlineData("g++", "g++")]
    public void Packages_are_compared_without_versions(string package, string stem) => InstalledPackages.Stem(package).ShouldBe(stem);

    [Theory]
    [InlineData("uv.lock", "version = 1\n\n[[package]]\nname = \"psycopg2\"\nversion = \"2.9\"\n", "psycopg2:4")]
    [InlineData("poetry.lock", "[[package]]\nname = \"Pillow_x\"\n", "pillow-x:2")]
    [InlineData("Pipfile.lock", "{\n    \"_meta\": {\n        \"hash\": {}\n    },\n    \"default\": {\n        \"lxml\": {\n            \"version\": \"==5\"\n        }\n    },\n    \"develop\": {\n        \"pytest\": {}\n    }\n}\n", "lxml:6")]
    public void Python_packages_have_their_line(string file, string text, string expected) => Locked("python", (file, text)).ShouldBe(expected);

    [Theory]
    [InlineData("package-lock.json", "{\n  \"packages\": {\n    \"\": {},\n    \"node_modules/sharp\": {\n      \"version\": \"1\"\n    },\n    \"node_modules/jest\": {\n      \"dev\": true\n    },\n    \"node_modules/a/node_modules/@s/b\": {\n    }\n  }\n}\n", "sharp:4 @s/b:10")]
    [InlineData("yarn.lock", "# yarn lockfile v1\n\n\"@s/a@^1\":\n  version \"1\"\nsharp@^0.33.0, sharp@^0.34:\n  version \"0.34\"\n", "@s/a:3 sharp:5")]
    [InlineData("pnpm-lock.yaml", "packages:\n\n  '@s/a@1.0.0':\n    resolution: {}\n  sharp@0.33.5:\n    engines: {}\n", "@s/a:3 sharp:5")]
    [InlineData("bun.lock", "{\n  \"packages\": {\n    \"sharp\": [\"sharp@0.33.5\", \"\", {}, \"\"],\n  }\n}\n", "sharp:3")]
    public void Node_packages_have_their_line(string file, string text, string expected) => Locked("nodejs", (file, text)).ShouldBe(expected);

    [Fact]
    public void Extensions_of_PHP_are_those_of_production() => Locked("php",
        ("composer.json", "{\n  \"require\": {\n    \"ext-gd\": \"*\"\n  },\n  \"require-dev\": {\n    \"ext-xdebug\": \"*\"\n  }\n}\n"),
        ("composer.lock", "{\n  \"packages\": [\n    {\n      \"require\": {\n        \"ext-intl\": \"*\"\n      }\n    }\n  ],\n  \"packages-dev\": [{ \"ext-pcov\": \"*\" }]\n}\n"))
        .ShouldBe("gd:3 intl:5");

    private static string Locked(string runtime, params (string, string)[] files)
    {
        using var project = new TempProject(files);
        return string.Join(' ', Ecosystem.All.Single(one => one.Runtime == runtime).Locked(new ProjectDirectory(project.Path)).Select(found => $"{found.Name}:{found.Line}"));
    }
}
