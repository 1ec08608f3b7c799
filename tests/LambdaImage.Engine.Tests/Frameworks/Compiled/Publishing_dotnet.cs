namespace LambdaImage.Engine.Tests.Frameworks.Compiled;

public sealed class Publishing_dotnet
{
    private const string Handler = "public class F { public string Run(string input, ILambdaContext context) => input; }";

    [Theory]
    [InlineData("net8.0/linux-x64", "--runtime linux-x64 -p:RestoreLockedMode=true --no-self-contained")]
    [InlineData("net8.0", "-p:RestoreLockedMode=true -p:UseAppHost=false")]
    public void A_lock_file_decides_whether_the_result_is_for_one_processor(string locked, string expected)
    {
        using var project = Library(("packages.lock.json", $$"""{ "version": 1, "dependencies": { "{{locked}}": {} } }"""));

        project.Text.ShouldContain($"dotnet publish A.csproj --configuration Release {expected}");
        project.Text.ShouldContain("COPY A.csproj packages.lock.json ./");
    }

    [Theory]
    [InlineData("""{ "sdk": { "version": "8.0.404" } }""", "sdk:8.0.404")]
    [InlineData("""{ "sdk": { "version": "8.0.404", "rollForward": "latestFeature" } }""", "sdk:8.0")]
    [InlineData("""{ "sdk": { "version": "10.0.100", "rollForward": "latestMajor" } }""", "sdk:10.0")]
    [InlineData("""{ "test": { "runner": "x" } }""", "sdk:8.0")]
    public void The_sdk_is_the_one_that_global_json_insists_on(string json, string image)
    {
        using var project = Library(("global.json", json));

        project.Text.ShouldContain($"mcr.microsoft.com/dotnet/{image} AS build\n");
    }

    [Fact]
    public void What_only_MSBuild_can_tell_comes_before_the_restore()
    {
        using var project = new CompiledProject(("A.csproj", Xml("<Import Project=\"$(Settings)\\a.props\"/>")), ("F.cs", Handler));

        project.Text.IndexOf("COPY . ./", StringComparison.Ordinal).ShouldBeLessThan(project.Text.IndexOf("dotnet restore", StringComparison.Ordinal));
    }

    [Fact]
    public void Imported_files_of_the_project_come_before_the_restore()
    {
        using var project = new CompiledProject(("src/A/A.csproj", Xml("<Import Project=\"..\\..\\build\\a.props\"/>")), ("build/a.props", "<Project/>"), ("src/A/F.cs", Handler));

        project.Text.ShouldContain("COPY build/a.props ./build/\nCOPY src/A/A.csproj ./src/A/\n");
    }

    [Fact]
    public void On_this_machine_it_is_published_for_the_function_s_processor()
    {
        using var project = new CompiledProject(("A.csproj", Xml()), ("F.cs", Handler)) { Architecture = LambdaArchitecture.Arm64 };

        project.HostText.ShouldContain("dotnet publish A.csproj --configuration Release --runtime linux-arm64 --no-self-contained --output published");
        project.OnHost.NeedsShell.ShouldBeFalse();
    }

    [Fact]
    public void A_native_program_is_not_linked_on_this_machine()
    {
        using var project = new CompiledProject(("A.csproj", Program("<PublishAot>true</PublishAot>")));

        project.FailsOnHost().Message.ShouldContain("A.csproj is compiled ahead of time");
    }

    [Fact]
    public void A_self_contained_program_without_cultures_is_published_on_this_machine()
    {
        using var project = new CompiledProject(("A.csproj", Program("<SelfContained>true</SelfContained><InvariantGlobalization>true</InvariantGlobalization>")));

        project.HostText.ShouldContain("--runtime linux-x64 --self-contained --output published");
        project.HostText.ShouldContain("ENTRYPOINT [\"/var/task/A\"]");
    }

    [Fact]
    public void A_self_contained_program_with_cultures_needs_a_container_for_its_libraries()
    {
        using var project = new CompiledProject(("A.csproj", Program("<SelfContained>true</SelfContained>")));

        project.FailsOnHost().Message.ShouldContain("libicu");
        project.Text.ShouldContain("RUN dnf install -y libicu && dnf clean all\n");
    }

    [Fact]
    public void A_class_library_needs_the_base_image_that_loads_it()
    {
        using var project = Library([], "mcr.microsoft.com/dotnet/runtime:8.0");

        var error = project.Fails();

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Remedy.ShouldContain("public.ecr.aws/lambda/dotnet");
    }

    [Fact]
    public void A_company_s_own_base_is_taken_for_one_of_Lambda()
    {
        using var project = Library([], "123456789012.dkr.ecr.eu-west-1.amazonaws.com/base/functions:8");

        project.Text.ShouldEndWith("CMD [\"A::F::Run\"]\n");
    }

    [Fact]
    public void A_program_runs_on_any_base_with_dotnet()
    {
        using var project = new CompiledProject(("A.csproj", Program(""))) { Options = Base("mcr.microsoft.com/dotnet/runtime:8.0-alpine") };

        project.Text.ShouldContain("--runtime linux-musl-x64");
        project.Text.ShouldEndWith("ENTRYPOINT [\"/usr/share/dotnet/dotnet\"]\nCMD [\"A.dll\"]\n");
    }

    [Fact]
    public void Older_builders_get_no_variable_that_they_do_not_know()
    {
        using var project = new CompiledProject(("A.csproj", Xml()), ("F.cs", Handler)) { Options = new() { CacheMounts = false } };

        project.Text.ShouldContain("FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\n");
        project.Text.ShouldContain("RUN dotnet restore A.csproj --runtime linux-x64 && rm -rf /root/.local/share/NuGet/http-cache\n");
    }

    [Fact]
    public void The_one_function_of_a_generated_Main_is_named_to_it()
    {
        using var project = new CompiledProject(("A.csproj", Program("", "Amazon.Lambda.Annotations")), ("F.cs", """
            [assembly: LambdaGlobalProperties(GenerateMain = true)]
            public class F
            {
                [LambdaFunction]
                public string Greet(string name) => name;
            }
            """));

        project.Text.ShouldContain("ENV ANNOTATIONS_HANDLER=Greet\n");
    }

    [Theory]
    [InlineData("F.fs", "namespace Acme\n\ntype F() =\n    member _.Run (x: string) (c: ILambdaContext) = x\n", "A::Acme.F::Run")]
    [InlineData("F.fs", "module Acme.F\n\nlet run (x: string) (c: ILambdaContext) : string = x\n", "A::Acme.F::run")]
    [InlineData("F.vb", "Namespace Orders\n  Public Class F\n    Public Function Run(x As String, c As ILambdaContext) As String\n", "A::A.Orders.F::Run")]
    [InlineData("F.cs", "namespace Acme { public sealed class F { /* public void Old(ILambdaContext c) */ public Task Run(Stream x, ILambdaContext c) => null; } }", "A::Acme.F::Run")]
    public void Handlers_are_found_in_every_language(string file, string code, string handler)
    {
        var kind = file.EndsWith(".cs", StringComparison.Ordinal) ? "csproj" : file.EndsWith(".vb", StringComparison.Ordinal) ? "vbproj" : "fsproj";
        using var project = new CompiledProject(($"A.{kind}", Xml()), (file, code));

        project.Project.Handler.ShouldBe(handler);
    }

    [Fact]
    public void The_handler_chooses_among_several_functions()
    {
        (string, string)[] files = [("a/A.csproj", Xml()), ("a/F.cs", Handler), ("b/B.csproj", Xml()), ("b/F.cs", Handler)];
        using var open = new CompiledProject(files);
        using var chosen = new CompiledProject(files) { Handler = "B::F::Run" };

        open.Fails().Message.ShouldContain("A::F::Run, B::F::Run");
        chosen.Text.ShouldContain("dotnet publish b/B.csproj");
    }

    [Fact]
    public void The_command_chooses_among_several_web_applications()
    {
        (string, string)[] files = [("a/A.csproj", Web("")), ("b/B.csproj", Web(""))];
        using var open = new CompiledProject(files);
        using var chosen = new CompiledProject(files) { Handler = "dotnet B.dll" };

        open.Fails().Remedy.ShouldContain("-Handler 'dotnet A.dll'");
        chosen.Text.ShouldContain("CMD [\"B.dll\"]");
    }

    [Theory]
    [InlineData("dotnet \"My Shop.dll\"")]
    [InlineData("dotnet \"bin/Release/net8.0/My Shop.dll\"")]
    [InlineData(null)]
    public void A_web_application_may_have_spaces_in_its_name(string? handler)
    {
        using var project = new CompiledProject(("My Shop.csproj", Web(""))) { Handler = handler };
        using var several = new CompiledProject(("a/My Shop.csproj", Web("")), ("b/B.csproj", Web(""))) { Handler = "dotnet \"My Shop.dll\"" };

        project.Project.Handler.ShouldBe(handler ?? "dotnet \"My Shop.dll\"");
        foreach (var text in new[] { project.Text, several.Text }) text.ShouldContain("CMD [\"My Shop.dll\"]");
        several.Text.ShouldContain("dotnet publish \"a/My Shop.csproj\"");
    }

    [Fact]
    public void A_web_application_with_an_entry_point_class_needs_no_adapter()
    {
        using var project = new CompiledProject(("A.csproj", Web("<ItemGroup><PackageReference Include=\"Amazon.Lambda.AspNetCoreServer\" Version=\"9.2.0\"/></ItemGroup>")),
            ("L.cs", "namespace Acme;\npublic class LambdaEntryPoint : Amazon.Lambda.AspNetCoreServer.APIGatewayHttpApiV2ProxyFunction { }"));

        project.Text.ShouldEndWith("CMD [\"A::Acme.LambdaEntryPoint::FunctionHandlerAsync\"]\n");
        project.Text.ShouldNotContain("lambda-adapter");
    }

    [Fact]
    public void A_port_in_the_sources_is_where_the_adapter_asks()
    {
        using var project = new CompiledProject(("A.csproj", Web("")), ("P.cs", "app.Run(\"http://0.0.0.0:5005\");"));

        project.Text.ShouldContain("AWS_LWA_PORT=5005");
    }

    [Fact]
    public void A_project_without_Lambda_s_packages_says_what_is_missing()
    {
        using var project = new CompiledProject(("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>"));

        project.Fails().Remedy.ShouldContain("dotnet add package Amazon.Lambda.Core");
    }

    private static CompiledProject Library((string, string) file) => Library([file]);

    private static CompiledProject Library((string, string)[] files, string? image = null) =>
        new([("A.csproj", Xml()), ("F.cs", Handler), .. files]) { Options = image is null ? new() : Base(image) };

    private static DockerfileOptions Base(string image) => new() { Base = new() { Image = image } };

    private static string Xml(string more = "") =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Amazon.Lambda.Core\" Version=\"2.8.0\"/></ItemGroup>{more}</Project>";

    private static string Program(string properties, string? package = null) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType>{properties}</PropertyGroup>"
        + $"<ItemGroup><PackageReference Include=\"Amazon.Lambda.RuntimeSupport\" Version=\"1.14.1\"/>{(package is null ? "" : $"<PackageReference Include=\"{package}\" Version=\"1.7.0\"/>")}</ItemGroup></Project>";

    private static string Web(string more) => $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{more}</Project>";
}
