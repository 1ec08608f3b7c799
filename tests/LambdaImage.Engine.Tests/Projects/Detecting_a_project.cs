using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Detecting_a_project : IDisposable
{
    private const string Node = "exports.handler = async () => 1;";
    private const string Python = "def handler(event, context):\n    return 1\n";

    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Two_languages_at_once_are_a_question_to_the_user()
    {
        _project.Write("index.js", Node).Write("app.py", Python);

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectAmbiguous);
        error.Message.ShouldContain("Node.js: index.js:1: exports.handler =");
        error.Message.ShouldContain("Python: app.py:1: def handler(event, context)");
        error.Remedy.ShouldContain("-Framework 'Node.js'");
    }

    [Theory]
    [InlineData("python", "Python")]
    [InlineData("nodejs", "Node.js")]
    public void The_user_answers_with_a_name_in_any_spelling(string name, string expected)
    {
        _project.Write("index.js", Node).Write("app.py", Python);

        Detect(new() { Path = _project.Path, Framework = name }).Framework.Name.ShouldBe(expected);
    }

    [Fact]
    public void An_unknown_name_is_corrected()
    {
        _project.Write("index.js", Node);

        var error = Fails(new() { Path = _project.Path, Framework = "Expres" });

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Remedy.ShouldContain("'Express'");
    }

    [Fact]
    public void A_framework_that_does_not_fit_says_what_it_looks_for()
    {
        _project.Write("index.js", Node);

        Fails(new() { Path = _project.Path, Framework = "Rails" }).Message.ShouldContain("config/application.rb");
    }

    [Fact]
    public void An_empty_folder_is_told_from_an_unknown_one()
    {
        Fails().Kind.ShouldBe(ErrorKind.ProjectEmpty);
        _project.Write("notes.txt", "");
        var error = Fails();
        error.Kind.ShouldBe(ErrorKind.ProjectNotRecognized);
        error.Message.ShouldContain("bootstrap");
    }

    [Fact]
    public void Broken_json_is_reported_with_its_line()
    {
        _project.Write("package.json", "{\n  \"name\": \"a\",\n  \"main\" \"b\"\n}");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        error.Location.ShouldNotBeNull().Line.ShouldBe(3);
        error.Message.ShouldContain("package.json:3");
    }

    [Fact]
    public void Broken_toml_and_yaml_are_reported_with_their_line()
    {
        _project.Write("app.py", Python).Write("pyproject.toml", "[project]\nname = \"a\"\nrequires-python = >=3\n");
        Fails().Location.ShouldNotBeNull().Line.ShouldBe(3);
        _project.Write("pyproject.toml", "").Write("serverless.yml", "service: a\nprovider: [\n");
        Fails().Location.ShouldNotBeNull().Line.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_language_without_handler_asks_for_one()
    {
        _project.Write("package.json", "{}").Write("lib.js", "exports.other = 1;");

        var error = Fails();

        error.Kind.ShouldBe(ErrorKind.HandlerNotFound);
        error.Remedy.ShouldContain("-Handler");
        Detect(new() { Path = _project.Path, Handler = "lib.other" }).Handler.ShouldBe("lib.other");
    }

    [Fact]
    public void A_front_end_manifest_does_not_make_a_php_project_ambiguous()
    {
        _project.Write("package.json", "{}").Write("composer.json", """{ "require": { "bref/bref": "^3.0" } }""").Write("public/index.php", "<?php");

        Detect().Framework.Name.ShouldBe("PHP");
    }

    [Fact]
    public void A_wrapped_express_server_keeps_its_own_handler()
    {
        _project.Write("package.json", """{ "dependencies": { "express": "5", "serverless-http": "3" } }""")
            .Write("index.js", "const app = require('express')();\nmodule.exports.handler = require('serverless-http')(app);");

        var found = Detect();

        found.Framework.Name.ShouldBe("Node.js");
        found.Evidence[^1].Line.ShouldBe(2);
    }

    [Fact]
    public void Express_for_development_only_is_no_Express_project()
    {
        _project.Write("package.json", """{ "devDependencies": { "express": "5" } }""").Write("index.js", Node);

        Detect().Framework.Name.ShouldBe("Node.js");
    }

    [Fact]
    public void What_the_request_says_beats_what_the_files_say()
    {
        _project.Write("index.js", Node).Write("other.js", Node).Write("serverless.yml", "provider:\n  architecture: arm64\n");

        var found = Detect(new() { Path = _project.Path, Architecture = LambdaArchitecture.X86_64, RuntimeVersion = "24", Handler = "other.handler" });

        found.Architecture.ShouldBe(LambdaArchitecture.X86_64);
        found.Runtime.ShouldBe(new LambdaRuntime("nodejs", "24", "-RuntimeVersion"));
        found.Handler.ShouldBe("other.handler");
    }

    [Fact]
    public void The_processor_comes_from_the_tools_of_dotnet_too()
    {
        _project.Write("index.js", Node).Write("aws-lambda-tools-defaults.json", "{\n  \"function-architecture\": \"arm64\"\n}");

        var found = Detect();

        found.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        found.Evidence[^1].ShouldBe(new Evidence("aws-lambda-tools-defaults.json", 2, "arm64", "builds for arm64"));
    }

    private Detection Detect(ProjectRequest? request = null) =>
        new ProjectDetector().Detect(new ProjectDirectory(_project.Path), request ?? new ProjectRequest { Path = _project.Path });

    private LambdaImageException Fails(ProjectRequest? request = null) => Should.Throw<LambdaImageException>(() => Detect(request));
}
