using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Taking_declared_settings : IDisposable
{
    private const string Python = "def handler(event, context):\n    return 1\n";
    private const string Node = "exports.handler = async () => 1;";

    private readonly TempProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_declared_handler_beats_the_one_found_in_sources()
    {
        _project.Write("app.py", Python).Write("jobs/nightly.py", "def run(event, context): pass\n")
            .Write("template.yaml", Sam("      Handler: jobs.nightly.run\n      Runtime: python3.12"));

        var found = Detect();

        found.Handler.ShouldBe("jobs.nightly.run");
        found.Evidence.ShouldContain(new Evidence("template.yaml", 5, "jobs.nightly.run", "the handler"));
    }

    [Fact]
    public void A_declared_runtime_beats_all_files_of_the_project_and_says_so()
    {
        _project.Write("app.py", Python).Write(".python-version", "3.14\n").Write("serverless.yml", "provider:\n  runtime: python3.12\nfunctions:\n  a:\n    handler: app.handler\n");

        var found = Detect();

        found.Runtime.ShouldBe(new LambdaRuntime("python", "3.12", "serverless.yml:2 asks for 3.12"));
        found.Evidence.ShouldContain(new Evidence("serverless.yml", 2, "python3.12", "python 3.12"));
        found.Warnings.ShouldHaveSingleItem().ShouldContain(".python-version:1 asks for 3.14");
    }

    [Fact]
    public void What_a_framework_read_itself_is_named_once()
    {
        _project.Write("F.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Lambda.Core\" Version=\"2.5.0\"/></ItemGroup></Project>")
            .Write("F.cs", "public class A { public string One(string s, ILambdaContext c) => s; public string Two(string s, ILambdaContext c) => s; }")
            .Write("aws-lambda-tools-defaults.json", "{ \"function-handler\": \"F::A::Two\" }");

        Detect().Evidence.Count(evidence => evidence.Conclusion == "the handler").ShouldBe(1);
    }

    [Fact]
    public void A_handler_is_relative_to_the_folder_of_its_code()
    {
        _project.Write("index.js", Node).Write("src/app.js", "exports.run = 1;").Write("template.yaml", Sam("      CodeUri: src/\n      Handler: app.run"));

        Detect().Handler.ShouldBe("src/app.run");
    }

    [Fact]
    public void Several_declared_handlers_leave_the_guess_and_are_named()
    {
        _project.Write("app.py", Python).Write("serverless.yml", "functions:\n  a:\n    handler: one.run\n  b:\n    handler: two.run\n");

        var found = Detect();

        found.Handler.ShouldBe("app.handler");
        var warning = found.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("one.run (serverless.yml:3)");
        warning.ShouldContain("two.run (serverless.yml:5)");
        warning.ShouldContain("-Handler");
    }

    [Fact]
    public void Several_declared_handlers_without_a_guess_are_a_question()
    {
        _project.Write("requirements.txt", "boto3\n").Write("serverless.yml", "functions:\n  a:\n    handler: one.run\n  b:\n    handler: two.run\n");

        var error = Should.Throw<LambdaImageException>(() => Detect());

        error.Kind.ShouldBe(ErrorKind.HandlerNotFound);
        error.Message.ShouldContain("two.run (serverless.yml:5)");
        error.Remedy.ShouldBe("Choose one, for example -Handler one.run.");
    }

    [Fact]
    public void A_declared_handler_without_a_file_is_not_believed()
    {
        _project.Write("app.py", Python).Write("template.yaml", Sam("      Handler: gone.run"));

        var found = Detect();

        found.Handler.ShouldBe("app.handler");
        found.Warnings.ShouldHaveSingleItem().ShouldContain("gone.run, but there is no file for it");
    }

    [Fact]
    public void The_command_of_an_image_is_its_handler()
    {
        _project.Write("app.py", Python).Write("more.py", "def run(event, context): pass\n")
            .Write("template.yaml", Sam("      PackageType: Image\n      ImageConfig:\n        Command: [more.run]"));

        Detect().Handler.ShouldBe("more.run");
    }

    [Fact]
    public void The_user_beats_what_is_declared()
    {
        _project.Write("app.py", Python).Write("more.py", "").Write("template.yaml", Sam("      Handler: more.run\n      Runtime: python3.12"));

        var found = Detect(new() { Path = _project.Path, Handler = "app.handler", RuntimeVersion = "3.14" });

        found.Handler.ShouldBe("app.handler");
        found.Runtime.Version.ShouldBe("3.14");
    }

    [Theory]
    [InlineData("!Ref Name")]
    [InlineData("!Sub \"${Name}.run\"")]
    [InlineData("!GetAtt Other.Handler")]
    [InlineData("{ \"Fn::Join\": [\".\", [a, b]] }")]
    public void A_function_of_CloudFormation_is_passed_over_with_a_warning(string value)
    {
        _project.Write("app.py", Python).Write("template.yaml", Sam($"      Handler: {value}"));

        var found = Detect();

        found.Handler.ShouldBe("app.handler");
        var warning = found.Warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith("template.yaml:5: Handler is");
        warning.ShouldContain("-Handler");
    }

    [Fact]
    public void A_parameter_with_a_default_can_be_worked_out()
    {
        _project.Write("app.py", Python).Write("more.py", "")
            .Write("template.yaml", Sam("      Handler: !Sub '${Module}.run'\n      Architectures: [!Ref Processor]")
                + "Parameters:\n  Module: { Type: String, Default: more }\n  Processor: { Type: String, Default: arm64 }\n");

        var found = Detect();

        found.Handler.ShouldBe("more.run");
        found.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        found.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_variable_of_Serverless_that_points_into_the_file_can_be_worked_out()
    {
        _project.Write("app.py", Python).Write("serverless.yml", "custom:\n  py: python3.12\n  arch: ${opt:arch}\nprovider:\n  runtime: ${self:custom.py}\n  architecture: ${self:custom.arch}\n");

        var found = Detect();

        found.Runtime.Version.ShouldBe("3.13"); // no function names it yet
        found.Architecture.ShouldBe(LambdaArchitecture.X86_64);
        found.Warnings.ShouldHaveSingleItem().ShouldContain("provider.architecture is ${self:custom.arch}");
    }

    [Theory]
    [InlineData("template.json", """{ "Resources": { "A": { "Type": "AWS::Serverless::Function", "Properties": { "Handler": "more.run" } } } }""")]
    [InlineData("serverless.json", """{ "functions": { "a": { "handler": "more.run" } } }""")]
    [InlineData("function.json", """{ "FunctionName": "a", "Handler": "more.run" }""")]
    [InlineData("function.json", """{ "FunctionName": "a", "PackageType": "Image", "ImageConfig": { "Command": ["more.run"] } }""")]
    [InlineData("aws-lambda-tools-defaults.json", """{ "package-type": "image", "image-command": "more.run" }""")]
    public void The_JSON_forms_say_the_same(string file, string text)
    {
        _project.Write("app.py", Python).Write("more.py", "").Write(file, text);

        Detect().Handler.ShouldBe("more.run");
    }

    [Fact]
    public void A_program_instead_of_settings_is_said_to_be_unread()
    {
        _project.Write("app.py", Python).Write("function.jsonnet", "{ FunctionName: 'a' }").Write("serverless.ts", "export default {}");

        Detect().Warnings.Count(warning => warning.Contains("was not run", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("template.yaml", "Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      PackageType: Image\n    Metadata:\n      DockerContext: ./docker\n      Dockerfile: Mine\n", "docker/Mine", 8)]
    [InlineData("serverless.yml", "provider:\n  ecr:\n    images:\n      a:\n        path: docker\n        file: Mine\n", "docker/Mine", 6)]
    [InlineData("serverless.yml", "provider:\n  ecr:\n    images:\n      a: ./docker\n", "docker/Dockerfile", 4)]
    [InlineData("aws-lambda-tools-defaults.json", "{\n\"package-type\": \"Image\",\n\"dockerfile\": \"docker/Mine\" }", "docker/Mine", 3)]
    public void A_Dockerfile_of_the_project_is_named_and_not_used(string file, string text, string dockerfile, int line)
    {
        _project.Write("app.py", Python).Write(file, text).Write("docker/Mine", "FROM scratch\n").Write("docker/Dockerfile", "FROM scratch\n");

        var found = Detect();

        found.Evidence.ShouldContain(new Evidence(file, line, dockerfile, "the project's own Dockerfile"));
        found.Warnings.ShouldHaveSingleItem().ShouldContain($"-Dockerfile {dockerfile}");
    }

    [Fact]
    public void Two_processors_are_a_contradiction_to_settle()
    {
        _project.Write("app.py", Python).Write("serverless.yml", "functions:\n  a:\n    architecture: arm64\n  b:\n    architecture: x86_64\n");

        var found = Detect();

        found.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        found.Warnings.ShouldHaveSingleItem().ShouldContain("serverless.yml:5 for x86_64");
    }

    [Fact]
    public void The_declared_target_of_a_dotnet_project_counts_only_among_its_targets()
    {
        _project.Write("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Lambda.Core\"/></ItemGroup></Project>")
            .Write("aws-lambda-tools-defaults.json", "{ \"framework\": \"net8.0\", \"function-handler\": \"A::A.F::Run\" }");

        var found = Detect();

        found.Runtime.Version.ShouldBe("10");
        found.Warnings.ShouldHaveSingleItem().ShouldContain("the project file counts");
    }

    [Fact]
    public void A_server_starts_as_the_Procfile_says()
    {
        var found = Detect(new WebFramework(), ("Procfile", "release: ./migrate\nweb: gunicorn -b 0.0.0.0:$PORT app:app\n"));

        found.Handler.ShouldBe("gunicorn -b 0.0.0.0:8080 app:app");
        found.Evidence[^1].ShouldBe(new Evidence("Procfile", 2, "gunicorn -b 0.0.0.0:$PORT app:app", "how the server starts"));
    }

    [Theory]
    [InlineData("web: cd api && node server.js")]
    [InlineData("web: NODE_ENV=production node server.js")]
    [InlineData("web: bin/start \"$WORKERS\"")]
    public void A_command_that_needs_a_shell_is_not_used(string line)
    {
        var found = Detect(new WebFramework(), ("Procfile", line));

        found.Handler.ShouldBe("start");
        found.Warnings.ShouldHaveSingleItem().ShouldContain("needs a shell");
    }

    [Fact]
    public void A_Procfile_is_nothing_to_a_function()
    {
        _project.Write("app.py", Python).Write("Procfile", "web: gunicorn app:app\n");

        Detect().Handler.ShouldBe("app.handler");
    }

    private static string Sam(string properties) => $"Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n{properties}\n";

    private Detection Detect(ProjectRequest? request = null) =>
        new ProjectDetector().Detect(new ProjectDirectory(_project.Path), request ?? new ProjectRequest { Path = _project.Path });

    private Detection Detect(WebFramework framework, (string File, string Text) file)
    {
        _project.Write(file.File, file.Text);
        return new ProjectDetector([framework]).Detect(new ProjectDirectory(_project.Path), new ProjectRequest { Path = _project.Path });
    }

    /// <summary>A web server behind the adapter.</summary>
    private sealed class WebFramework() : NamedFramework("Web", null, servesHttp: true);
}
