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

    [Fact]
    public void Gems_are_named_by_their_line_of_the_lock_file() => Locked("ruby",
        ("Gemfile", "gem \"pg\"\ngem \"byebug\", group: :development\n"), ("Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n    byebug (12.0.0)\n    pg (1.5.9)\n"))
        .ShouldBe("pg:5");

    [Fact]
    public void Packages_of_Node_are_named_by_their_line_of_the_lock_file() => Locked("nodejs",
        ("package.json", "{ \"dependencies\": { \"canvas\": \"^3\" } }"),
        ("package-lock.json", "{\n  \"lockfileVersion\": 3,\n  \"packages\": {\n    \"\": { \"dependencies\": { \"canvas\": \"^3\" } },\n    \"node_modules/canvas\": {\n      \"version\": \"3.0.0\"\n    }\n  }\n}\n"))
        .ShouldBe("canvas:5");

    [Fact]
    public void Extensions_of_PHP_are_those_of_production() => Locked("php",
        ("composer.json", "{\n  \"require\": {\n    \"ext-gd\": \"*\"\n  },\n  \"require-dev\": {\n    \"ext-xdebug\": \"*\"\n  }\n}\n"),
        ("composer.lock", "{\n  \"packages\": [\n    {\n      \"require\": {\n        \"ext-intl\": \"*\"\n      }\n    }\n  ],\n  \"packages-dev\": [{ \"ext-pcov\": \"*\" }]\n}\n"))
        .ShouldBe("gd:3 intl:5");

    private static string Locked(string runtime, params (string, string)[] files)
    {
        using var project = new TempProject(files);
        return string.Join(' ', Ecosystem.All.Single(one => one.Runtime == runtime).Locked(new ProjectDirectory(project.Path), new(LambdaArchitecture.X86_64, LinuxDistribution.Debian, null)).Packages.Select(found => $"{found.Name}:{found.Line}"));
    }
}
