using System.Diagnostics;
using System.Text;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Projects;

/// <summary>Whatever lies in a folder: the answer is an answer or a clear error, soon, and nothing of it is run.</summary>
public sealed class Meeting_hostile_input : IDisposable
{
    /// <summary>Generous, for machines that do other things too; what these tests guard against takes hours or kills the
    /// process.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly TempProject _project = new();

    public static TheoryData<string> Manifests =>
    [
        "package.json", "tsconfig.json", "deno.json", "composer.json", "composer.lock", "global.json", "aws-lambda-tools-defaults.json", "function.json", "template.json",
        "serverless.json", "requirements.txt", "setup.py", "pyproject.toml", "Pipfile", "Gemfile", "Gemfile.lock", "go.mod", "go.work", "Cargo.toml", "rust-toolchain",
        "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "gradle/libs.versions.toml", "App.csproj", "Directory.Build.props", "mix.exs", "serverless.yml", "template.yaml",
        "Procfile", ".tool-versions", "mise.toml", ".sdkmanrc", ".nvmrc", ".python-version", ".java-version", "system.properties", "pnpm-workspace.yaml", "elixir_buildpack.config",
        "run.ps1", "A.psd1", "index.js", "index.ts", "app.py", "app.rb", "config.ru", "index.php", "main.go", "src/main.rs", "Function.cs", "bootstrap", "Dockerfile",
    ];

    public static TheoryData<string, string> Nested => new()
    {
        { "package.json", Repeated("{\"a\":", 200_000) + "1" + new string('}', 200_000) },
        { "package.json", "{\"dependencies\":" + new string('[', 1_000_000) },
        { "composer.json", Repeated("[", 1_000_000) },
        { "serverless.yml", "a: " + new string('[', 500_000) },
        { "serverless.yml", string.Concat(Enumerable.Range(0, 2000).Select(level => new string(' ', level) + "a:\n")) },
        { "serverless.yml", Repeated("- ", 500_000) },
        { "serverless.yml", Repeated("? ", 500_000) },
        { "template.yaml", "a: " + Repeated("{a: ", 300_000) },
        { "pyproject.toml", "a = " + new string('[', 1_000_000) },
        { "pyproject.toml", Repeated("a.", 1_000_000) + "b = 1" },
        { "pyproject.toml", "[" + Repeated("a.", 1_000_000) + "b]" },
        { "Cargo.toml", "a = " + Repeated("{ a = ", 300_000) },
        { "pom.xml", Repeated("<a>", 500_000) },
        { "App.csproj", Repeated("<PropertyGroup>", 200_000) },
    };

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Two_hundred_megabytes(string file)
    {
        _project.Write(file, "");
        using (var stream = new FileStream(_project.Of(file), FileMode.Open)) stream.SetLength(200L * 1024 * 1024);

        Survives();
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Bytes_that_are_no_text(string file)
    {
        _project.Write(file, "");
        var bytes = new byte[100_000];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(_project.Of(file), bytes);

        Survives();
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Nothing_at_all(string file)
    {
        _project.Write(file, "");

        Survives();
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void One_line_of_a_megabyte(string file)
    {
        foreach (var text in new[] { new string(' ', 1_000_000), Repeated("do \t", 250_000), Repeated("\"a': (", 170_000), Repeated("${a}", 250_000) })
        {
            _project.Write(file, text);

            Survives();
        }
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Lines_by_the_hundred_thousand(string file)
    {
        foreach (var text in new[] { Repeated("a \n", 300_000), Repeated("a = 1\n", 150_000) })
        {
            _project.Write(file, text);

            Survives();
        }
    }

    [Theory]
    [MemberData(nameof(Nested))]
    public void Nesting_without_end(string file, string text)
    {
        _project.Write(file, text);

        Survives().ShouldNotBeNull().Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
    }

    [SkippableTheory]
    [MemberData(nameof(Manifests))]
    public void A_pipe_that_nobody_writes_to(string file)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such files");
        _project.Write(file, "");
        File.Delete(_project.Of(file));
        using (var process = Process.Start("mkfifo", _project.Of(file))) process.WaitForExit();

        Survives();
    }

    [SkippableTheory]
    [MemberData(nameof(Manifests))]
    public void A_link_to_a_device_or_to_itself(string file)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        _project.Write(file, "");
        foreach (var target in new[] { "/dev/zero", "/etc/passwd", _project.Of(file), "nowhere" })
        {
            File.Delete(_project.Of(file));
            File.CreateSymbolicLink(_project.Of(file), target);

            Survives();
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Manifests))]
    public void A_file_nobody_may_read(string file)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs modes of files");
        _project.Write(file, "a");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_project.Path, OpenToAll);
            File.SetUnixFileMode(_project.Of(file), UnixFileMode.None);
        }

        AsNobody(() => Survives());
    }

    private const UnixFileMode OpenToAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Root may read everything, but a thread of Linux can look at files as another user does.</summary>
    private static void AsNobody(Action look)
    {
        const int nobody = 65534;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (OperatingSystem.IsLinux() && Environment.UserName == "root")
                {
                    _ = SetFileSystemUser(nobody);
                    SetFileSystemUser(nobody).ShouldBe(nobody);
                }

                look();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Gives the user before; the thread alone changes. <see href="https://man7.org/linux/man-pages/man2/setfsuid.2.html"/></summary>
    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "setfsuid")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(int user);

    [Fact]
    public void Laughs_by_the_billion_in_YAML()
    {
        var lines = Enumerable.Range(1, 30).Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        _project.Write("serverless.yml", "a0: &a0 [lol]\n" + string.Concat(lines) + "functions: *a30\nprovider: *a30\n").Write("index.js", "exports.handler = 1;");

        Survives().ShouldBeNull();
    }

    [Fact]
    public void Laughs_as_keys_in_YAML()
    {
        var lines = Enumerable.Range(1, 30).Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        _project.Write("serverless.yml", "a0: &a0 [lol]\n" + string.Concat(lines) + "? *a30\n: 1\n");

        Survives().ShouldNotBeNull().Message.ShouldContain("serverless.yml:32");
    }

    [Fact]
    public void A_map_in_YAML_that_holds_itself()
    {
        _project.Write("serverless.yml", "provider: &p\n  runtime: *p\n  provider: *p\nfunctions: *p\n").Write("index.js", "exports.handler = 1;");

        Survives();
    }

    [Theory]
    [InlineData("pom.xml")]
    [InlineData("App.csproj")]
    [InlineData("Directory.Build.props")]
    public void Entities_in_XML(string file)
    {
        var entities = string.Concat(Enumerable.Range(1, 20).Select(level => $"<!ENTITY a{level} \"{Repeated($"&a{level - 1};", 10)}\">"));
        _project.Write(file, $"<!DOCTYPE p [<!ENTITY a0 \"lol\">{entities}]><Project>&a20;</Project>").Write("B.csproj", "<Project/>");

        Survives();
        Should.Throw<LambdaImageException>(() => XmlManifest.Read(new ProjectDirectory(_project.Path), file)).Message.ShouldContain("document type");
    }

    [Fact]
    public void An_entity_that_reads_a_file_outside()
    {
        using var other = new TempProject(("secret.txt", "secret"));
        _project.Write("pom.xml", $"<!DOCTYPE p [<!ENTITY x SYSTEM \"file://{other.Of("secret.txt")}\">]><project><artifactId>&x;</artifactId></project>");

        Should.Throw<LambdaImageException>(() => PomXml.Read(new ProjectDirectory(_project.Path))).Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Names_that_stand_twice_in_JSON_count_as_in_Node()
    {
        _project.Write("package.json", """{ "name": "a", "name": "b", "dependencies": { "x": "1", "x": "2" } }""");

        var manifest = PackageJson.Read(new ProjectDirectory(_project.Path)).ShouldNotBeNull();

        manifest.Name.ShouldBe("b");
        manifest.Find("x").ShouldNotBeNull().Constraint.ShouldBe("2");
    }

    [Fact]
    public void Half_a_letter_in_JSON()
    {
        _project.Write("package.json", """{ "name": "\ud800", "\udc00": 1, "dependencies": { "\ud800": "1" } }""").Write("index.js", "exports.handler = 1;");

        Survives().ShouldNotBeNull().Message.ShouldContain("half a letter");
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public void Other_encodings_are_read(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] text = encoding.GetBytes("{ \"engines\": { \"node\": \"22\" } }");
        File.WriteAllBytes(_project.Of("package.json"), hasMark ? [.. encoding.GetPreamble(), .. text] : text);

        AskedVersions.Node(new ProjectDirectory(_project.Path)).ShouldNotBeNull().Constraint.ShouldBe("22");
    }

    [Fact]
    public void Comments_in_another_encoding_harm_nobody()
    {
        File.WriteAllBytes(_project.Of("app.py"), [.. "# caf"u8, 0xE9, .. "\ndef handler(event, context): pass\n"u8]);

        Detect().Handler.ShouldBe("app.handler");
    }

    [Fact]
    public void Code_in_manifests_is_never_run()
    {
        var proof = _project.Of("proof");
        _project.Write("Gemfile", $"File.write('{proof}', '1')\nsystem('touch {proof}')\ngem 'rails'\n").Write("setup.py", $"open('{proof}', 'w')\n").Write("app.py", $"open('{proof}', 'w')\ndef handler(event, context): pass\n")
            .Write("build.gradle", $"new File('{proof}').text = '1'\n").Write("mix.exs", $"File.write!(\"{proof}\", \"1\")\n").Write("package.json", $"{{ \"scripts\": {{ \"preinstall\": \"touch {proof}\" }} }}")
            .Write("serverless.js", $"require('fs').writeFileSync('{proof}', '1')").Write("A.csproj", $"<Project><Target Name=\"A\" BeforeTargets=\"Build\"><Exec Command=\"touch {proof}\"/></Target></Project>");

        Survives();

        File.Exists(proof).ShouldBeFalse();
    }

    [SkippableFact]
    public void Links_that_go_round_in_circles()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        _project.Write("app.py", "def handler(event, context): pass\n").Write("a/b.txt", "");
        Directory.CreateSymbolicLink(_project.Of("a/up"), "..");
        Directory.CreateSymbolicLink(_project.Of("a/self"), "self");
        Directory.CreateSymbolicLink(_project.Of("src"), ".");

        Detect().Handler.ShouldBe("app.handler");
        new ProjectDirectory(_project.Path).Files("**/*.py").ShouldBe(["app.py"]);
    }

    [Fact]
    public void A_folder_named_like_a_manifest()
    {
        foreach (var name in new[] { "package.json", "requirements.txt", "bootstrap", "Gemfile", "pom.xml" }) Directory.CreateDirectory(_project.Of(name));
        _project.Write("app.py", "def handler(event, context): pass\n");

        Detect().Handler.ShouldBe("app.handler");
    }

    [SkippableFact]
    public void Names_that_are_no_Unicode()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "only Linux has such names");
        using (var process = Process.Start(new ProcessStartInfo("sh", ["-c", "touch \"$(printf '%s/a\\377.py' \"$0\")\" \"$(printf '%s/a\\376.py' \"$0\")\"", _project.Path]))!) process.WaitForExit();
        _project.Write("app.py", "def handler(event, context): pass\n");

        Detect().Handler.ShouldBe("app.handler");
        using var cleaning = Process.Start("sh", ["-c", "rm -f \"$0\"/a*.py", _project.Path]);
        cleaning.WaitForExit();
    }

    [Fact]
    public void Folders_without_end()
    {
        var folder = string.Join('/', Enumerable.Repeat("d", 300));
        _project.Write($"{folder}/App.csproj", "<Project/>").Write("app.py", "def handler(event, context): pass\n");

        Detect().Handler.ShouldBe("app.handler");
        Directory.Delete(_project.Of("d"), recursive: true);
    }

    [Fact]
    public void Files_without_end_are_searched_from_the_root_down()
    {
        _project.Write("App.csproj", "");
        for (var folder = 0; folder < 30; folder++)
        {
            Directory.CreateDirectory(_project.Of($"data/{folder}"));
            for (var file = 0; file < 100; file++) File.Create(_project.Of($"data/{folder}/{file}.csproj")).Dispose();
        }

        new ProjectDirectory(_project.Path).Files("**/*.csproj").Count.ShouldBe(3001);
        Survives();
    }

    [Fact]
    public void A_search_that_takes_too_long_is_an_error_that_names_the_file()
    {
        _project.Write("app.py", "x");

        var error = Should.Throw<LambdaImageException>(() => new ProjectDetector([new Slow()]).Detect(new ProjectDirectory(_project.Path), new() { Path = _project.Path }));

        error.Kind.ShouldBe(ErrorKind.ProjectFileInvalid);
        error.Message.ShouldContain(_project.Of("app.py"));
    }

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private Detection Detect() => new ProjectDetector().Detect(new ProjectDirectory(_project.Path), new ProjectRequest { Path = _project.Path });

    /// <summary>Detects and asks for every version and manifest; the error if there was one.</summary>
    private LambdaImageException? Survives()
    {
        var watch = Stopwatch.StartNew();
        LambdaImageException? error = null;
        foreach (var question in Questions(new ProjectDirectory(_project.Path)))
        {
            try
            {
                question();
            }
            catch (LambdaImageException found)
            {
                // What is wrong with the file says more than that nothing was recognised.
                if (error is not { Kind: ErrorKind.ProjectFileInvalid }) error = found;
            }
        }

        watch.Elapsed.ShouldBeLessThan(Soon);
        return error;
    }

    private IEnumerable<Action> Questions(ProjectDirectory project)
    {
        yield return () => Detect();
        foreach (var runtime in new[] { "bun", "deno", "elixir", "go", "java", "nodejs", "php", "powershell", "python", "ruby", "rust" })
            yield return () => AskedVersions.For(runtime, project);
        yield return () => AskedVersions.DotnetSdk(project);
        yield return () =>
        {
            foreach (var found in CsProj.ReadAll(project)) AskedVersions.Dotnet(found);
        };
        yield return () => ComposerLock.Read(project);
        yield return () => ProjectName.Of(project);
        yield return () => PythonRequirements.Files(project);
        yield return () => NestedProjects.Find(project, FrameworkCatalog.All);
    }

    /// <summary>A framework whose pattern never ends.</summary>
    private sealed class Slow : LambdaImage.Engine.Frameworks.IFramework
    {
        public string Name => "Slow";

        public string? Specializes => null;

        public string LooksFor => "nothing";

        public FrameworkFacts Facts => new("None", "none", "none");

        public Detection? Detect(ProjectDirectory project)
        {
            project.ReadText("app.py");
            throw new System.Text.RegularExpressions.RegexMatchTimeoutException();
        }

        public void Write(Detection found, LambdaImage.Engine.Dockerfiles.DockerfileBuilder file) => throw new NotSupportedException();
    }
}
