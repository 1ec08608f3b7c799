using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

public sealed class Finding_the_version_asked_for : IDisposable
{
    private readonly TempProject _project = new();

    private ProjectDirectory Folder => new(_project.Path);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_file_for_the_version_alone_beats_the_manifest()
    {
        _project.Write(".nvmrc", "# team\nv20.11.0\n").Write("package.json", """{ "engines": { "node": ">=22" } }""");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("v20.11.0", ".nvmrc", 2));
    }

    [Fact]
    public void A_name_without_number_asks_for_nothing()
    {
        _project.Write(".nvmrc", "lts/*\n").Write("package.json", "{\n\"engines\": {\n\"node\": \"22\" } }");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("22", "package.json", 3));
    }

    [Theory]
    [InlineData("lts/iron", "20")]
    [InlineData("lts/Jod", "22")]
    [InlineData("lts/krypton", "24")]
    public void A_line_of_Node_has_a_name(string name, string version)
    {
        _project.Write(".nvmrc", name);

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion(version, ".nvmrc", 1));
    }

    [Fact]
    public void A_dotnet_project_for_several_frameworks_asks_for_the_highest_that_Lambda_has()
    {
        _project.Write("A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n<TargetFrameworks>net10.0;net8.0;netstandard2.0;net99.0</TargetFrameworks></PropertyGroup></Project>");

        AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]).ShouldBe(new AskedVersion("10", "A.csproj", 3));
    }

    [Theory]
    [InlineData("net48")]
    [InlineData("netstandard2.0")]
    public void A_target_that_Lambda_never_had_is_no_wish_for_the_default(string target)
    {
        _project.Write("A.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>{target}</TargetFramework></PropertyGroup></Project>");

        var runtime = LambdaBaseImages.Dotnet.Choose(AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]));

        Should.Throw<LambdaImageException>(() => LambdaBaseImages.Image(runtime)).Message.ShouldContain(target);
    }

    [Fact]
    public void A_dotnet_project_takes_the_framework_that_all_projects_share()
    {
        _project.Write("src/A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"/>")
            .Write("Directory.Build.props", "<Project><PropertyGroup>\n<TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>");

        AskedVersions.Dotnet(CsProj.ReadAll(Folder)[0]).ShouldBe(new AskedVersion("8", "Directory.Build.props", 2));
    }

    [Fact]
    public void Tool_versions_hold_one_line_for_each_language()
    {
        _project.Write(".tool-versions", "ruby 3.3.6\nnodejs 22.1.0\n");

        AskedVersions.Node(Folder).ShouldBe(new AskedVersion("22.1.0", ".tool-versions", 2));
        AskedVersions.Ruby(Folder).ShouldBe(new AskedVersion("3.3.6", ".tool-versions", 1));
    }

    [Fact]
    public void Php_asks_for_its_platform_before_its_range()
    {
        _project.Write("composer.json", "{ \"require\": { \"php\": \"^8.2\" },\n\"config\": { \"platform\": { \"php\": \"8.3.1\" } } }");

        AskedVersions.Php(Folder).ShouldBe(new AskedVersion("8.3.1", "composer.json", 2));
    }

    [Fact]
    public void Prefixes_of_other_tools_are_cut_off()
    {
        _project.Write(".ruby-version", "ruby-3.4.1\n").Write("runtime.txt", "python-3.12.4\n");

        AskedVersions.Ruby(Folder)!.Constraint.ShouldBe("3.4.1");
        AskedVersions.Python(Folder)!.Constraint.ShouldBe("3.12.4");
    }

    [Theory]
    [InlineData(".python-version", "pypy3.10-7.3.12")]
    [InlineData(".python-version", "pypy3.10")]
    [InlineData(".python-version", "miniconda3-4.7.12")]
    [InlineData("runtime.txt", "pypy3.10-7.3.12")]
    [InlineData(".tool-versions", "python pypy3.10-7.3.12")]
    public void Another_Python_than_that_of_Lambda_does_not_count(string file, string text)
    {
        _project.Write(file, text).Write("pyproject.toml", "[project]\nrequires-python = \">=3.12\"");

        AskedVersions.Python(Folder)!.ShouldBe(new AskedVersion(">=3.12", "pyproject.toml", 2));
    }

    [Theory]
    [InlineData("nodejs", ".nvmrc", "22", "22")]
    [InlineData("nodejs", ".node-version", "v22.1.0", "v22.1.0")]
    [InlineData("nodejs", ".tool-versions", "nodejs 22.1.0 20.0.0 # two", "22.1.0")]
    [InlineData("nodejs", "mise.toml", "[tools]\nnode = \"22\"", "22")]
    [InlineData("nodejs", ".mise.toml", "[tools]\nnode = [\"22\", \"20\"]", "22")]
    [InlineData("nodejs", ".config/mise/config.toml", "[tools]\n\"core:node\" = { version = \"22\" }", "22")]
    [InlineData("nodejs", "package.json", "{ \"volta\": { \"node\": \"22.1.0\" } }", "22.1.0")]
    [InlineData("nodejs", "package.json", "{ \"engines\": { \"node\": \"^22\" } }", "^22")]
    [InlineData("nodejs", "package.json", "{ \"devEngines\": { \"runtime\": { \"name\": \"node\", \"version\": \"^22.4.0\" } } }", "^22.4.0")]
    [InlineData("nodejs", "package.json", "{ \"devEngines\": { \"runtime\": [{ \"name\": \"bun\", \"version\": \"1\" }, { \"name\": \"node\", \"version\": \"22\" }] } }", "22")]
    [InlineData("python", ".python-version", "3.12.4", "3.12.4")]
    [InlineData("python", ".python-version", "cpython-3.12.4-linux-x86_64-gnu", "3.12.4-linux-x86_64-gnu")]
    [InlineData("python", ".python-version", "cpython@3.12", "3.12")]
    [InlineData("python", "runtime.txt", "python-3.12.4", "3.12.4")]
    [InlineData("python", "pyproject.toml", "[project]\nrequires-python = \">=3.12\"", ">=3.12")]
    [InlineData("python", "pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"", "^3.12")]
    [InlineData("python", "Pipfile", "[requires]\npython_version = \"3.12\"", "3.12")]
    [InlineData("python", "Pipfile", "[requires]\npython_version = \"3.12\"\npython_full_version = \"3.12.4\"", "3.12.4")]
    [InlineData("python", "setup.py", "setup(name='a', python_requires='>=3.12')", ">=3.12")]
    [InlineData("python", "setup.cfg", "[options]\npython_requires = >=3.12", ">=3.12")]
    [InlineData("python", "setup.py", "setup(\n    python_requires='>=3.12',\n)", ">=3.12")]
    [InlineData("ruby", ".ruby-version", "ruby-3.3.1", "3.3.1")]
    [InlineData("ruby", "Gemfile", "ruby \"3.3.1\"", "3.3.1")]
    [InlineData("php", ".php-version", "8.3", "8.3")]
    [InlineData("php", "composer.json", "{ \"require\": { \"php\": \"^8.3\" } }", "^8.3")]
    [InlineData("java", ".java-version", "21.0.4", "21")]
    [InlineData("java", ".java-version", "openjdk64-1.8.0.292", "8")]
    [InlineData("java", ".tool-versions", "java temurin-21.0.4+7.0.LTS", "21")]
    [InlineData("java", ".sdkmanrc", "# env\njava=17.0.12-tem", "17")]
    [InlineData("java", "system.properties", "java.runtime.version=17", "17")]
    [InlineData("java", "pom.xml", "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><properties><maven.compiler.release>17</maven.compiler.release></properties></project>", "17")]
    [InlineData("java", "pom.xml", "<project><properties><java.version>17</java.version></properties></project>", "17")]
    [InlineData("java", "pom.xml", "<project><properties><v>11</v><maven.compiler.source>${v}</maven.compiler.source></properties></project>", "11")]
    [InlineData("java", "pom.xml", "<project><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>25</release></configuration></plugin></plugins></build></project>", "25")]
    [InlineData("java", "build.gradle", "java {\n  toolchain {\n    languageVersion = JavaLanguageVersion.of(17)\n  }\n}", "17")]
    [InlineData("java", "build.gradle", "sourceCompatibility = '11'", "11")]
    [InlineData("java", "build.gradle", "sourceCompatibility = JavaVersion.VERSION_1_8", "8")]
    [InlineData("java", "build.gradle.kts", "kotlin {\n    jvmToolchain(21)\n}", "21")]
    [InlineData("java", "build.gradle.kts", "java { targetCompatibility = JavaVersion.VERSION_23 }", ">=23")]
    [InlineData("go", "go.mod", "module a\n\ngo 1.25.1\n", ">=1.25.1")]
    [InlineData("go", "go.mod", "module a\ngo 1.24\ntoolchain go1.25.3\n", ">=1.25.3")]
    [InlineData("go", "go.work", "go 1.25\n\nuse ./a\n", ">=1.25")]
    [InlineData("go", ".go-version", "1.25.3", "1.25.3")]
    [InlineData("rust", "rust-toolchain.toml", "[toolchain]\nchannel = \"1.83.0\"", "1.83.0")]
    [InlineData("rust", "rust-toolchain", "1.83.0", "1.83.0")]
    [InlineData("rust", "Cargo.toml", "[package]\nname = \"a\"\nrust-version = \"1.80\"", ">=1.80")]
    [InlineData("deno", ".deno-version", "2.3.5", "2.3.5")]
    [InlineData("deno", ".dvmrc", "v2.3.5", "v2.3.5")]
    [InlineData("bun", ".bun-version", "1.2.3", "1.2.3")]
    [InlineData("bun", "package.json", "{ \"packageManager\": \"bun@1.2.3+sha224.abc\" }", "1.2.3")]
    [InlineData("elixir", ".tool-versions", "elixir 1.18.1-otp-27", "1.18.1")]
    [InlineData("elixir", "elixir_buildpack.config", "erlang_version=27.0\nelixir_version=1.18.1", "1.18.1")]
    [InlineData("elixir", "mix.exs", "  elixir: \"~> 1.17\",", "~> 1.17")]
    [InlineData("powershell", "run.ps1", "#Requires -Modules A -Version 7.4", ">=7.4")]
    [InlineData("powershell", "A.psd1", "@{\n  PowerShellVersion = '7.4'\n}", ">=7.4")]
    public void Every_file_that_people_use_is_read(string runtime, string file, string text, string expected)
    {
        _project.Write(file, text);

        var asked = AskedVersions.For(runtime, Folder).ShouldNotBeNull();

        asked.Constraint.ShouldBe(expected);
        asked.File.ShouldBe(file);
    }

    [Theory]
    [InlineData("nodejs", ".nvmrc", "lts/*")]
    [InlineData("nodejs", ".tool-versions", "nodejs system")]
    [InlineData("nodejs", ".tool-versions", "nodejs ref:1a2b3c")]
    [InlineData("rust", "rust-toolchain", "stable")]
    [InlineData("rust", "rust-toolchain.toml", "[toolchain]\nchannel = \"nightly-2025-01-01\"")]
    [InlineData("python", ".tool-versions", "python latest")]
    public void A_name_without_a_number_leaves_the_choice(string runtime, string file, string text)
    {
        _project.Write(file, text);

        AskedVersions.For(runtime, Folder).ShouldBeNull();
    }

    [Fact]
    public void The_order_is_the_file_for_it_alone_then_the_tool_manager_then_the_manifest()
    {
        _project.Write("package.json", """{ "engines": { "node": ">=20" }, "volta": { "node": "21.0.0" } }""").Write("mise.toml", "[tools]\nnode = \"23\"\n")
            .Write(".tool-versions", "nodejs 24.0.0\n").Write(".node-version", "22\n");

        var asked = AskedVersions.Node(Folder).ShouldNotBeNull();

        asked.Others.Prepend(asked).Select(place => place.File).ShouldBe([".node-version", ".tool-versions", "mise.toml", "package.json", "package.json"]);
    }

    [Fact]
    public void Files_that_disagree_are_both_named()
    {
        _project.Write(".nvmrc", "22\n").Write("package.json", "{\n\"engines\": { \"node\": \">=24\" } }");

        var asked = AskedVersions.Node(Folder);
        var chosen = LambdaBaseImages.Node.Choose(asked);

        AskedVersions.Disagreements(chosen, asked).ShouldBe([".nvmrc:1 asks for 22, but package.json:2 asks for >=24; the first counts, so nodejs 22 is used."]);
    }

    [Fact]
    public void A_later_file_narrows_the_range_of_the_first()
    {
        _project.Write("pyproject.toml", "[project]\nrequires-python = \">=3.10\"\n").Write("Pipfile", "[requires]\npython_version = \"3.12\"\n");

        LambdaBaseImages.Python.Choose(AskedVersions.Python(Folder)).Version.ShouldBe("3.12");
    }

    [Fact]
    public void The_version_of_a_package_manager_is_known_by_its_name()
    {
        _project.Write("package.json", """{ "packageManager": "pnpm@9.1.0+sha512.ab", "engines": { "npm": ">=10" } }""");

        AskedVersions.NodePackager(Folder, "pnpm")!.Constraint.ShouldBe("9.1.0");
        AskedVersions.NodePackager(Folder, "npm")!.Constraint.ShouldBe(">=10");
        AskedVersions.NodePackager(Folder, "yarn").ShouldBeNull();
    }

    [Fact]
    public void The_lock_file_of_Bundler_knows_the_Ruby_it_was_made_with()
    {
        _project.Write("Gemfile", "gem 'rails'\n").Write("Gemfile.lock", "GEM\n\nRUBY VERSION\n   ruby 3.3.6p108\n\nBUNDLED WITH\n   2.5\n");

        AskedVersions.Ruby(Folder).ShouldBe(new AskedVersion("3.3.6", "Gemfile.lock", 4));
    }
}
