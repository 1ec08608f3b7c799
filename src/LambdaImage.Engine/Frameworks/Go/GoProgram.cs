using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Go;

/// <summary>One package of a Go module that becomes a program.</summary>
/// <param name="Package">As <c>go build</c> takes it: <c>.</c> or <c>./cmd/api</c>.</param>
/// <param name="Entry">The file with <c>func main</c>, as evidence.</param>
/// <param name="Text">All sources of the package.</param>
internal sealed partial record GoProgram(string Package, Evidence Entry, string Text)
{
    private const string Sdk = "github.com/aws/aws-lambda-go";

    /// <summary>Folders with programs that are not the product.</summary>
    private static readonly string[] Aside = ["example", "examples", "_examples", "testdata", "test", "tests", "tools", "scripts", "hack", "internal"];

    /// <summary>Modules that are C inside. Their programs need a C library, and a compiler for the target.</summary>
    private static readonly string[] NativeModules =
    [
        "github.com/mattn/go-sqlite3", "github.com/confluentinc/confluent-kafka-go", "github.com/godror/godror", "gocv.io/x/gocv", "github.com/davidbyttow/govips",
        "github.com/h2non/bimg", "github.com/libgit2/git2go", "github.com/DataDog/zstd", "github.com/linxGnu/grocksdb", "github.com/marcboeker/go-duckdb",
    ];

    /// <summary>Whether Lambda's own protocol is spoken: by AWS's library or by the program itself.</summary>
    public bool IsFunction => LambdaStart().IsMatch(Text) || Text.Contains("AWS_LAMBDA_RUNTIME_API", StringComparison.Ordinal);

    public bool ListensOnHttp => Listens().IsMatch(Text);

    /// <summary>All programs of a project: the product's own folders first, the others where there are no such.</summary>
    public static IReadOnlyList<GoProgram> FindAll(ProjectDirectory project)
    {
        var packages = project.Files("**/*.go").Where(file => !file.EndsWith("_test.go", StringComparison.Ordinal))
            .GroupBy(file => file[..Math.Max(0, file.LastIndexOf('/'))], StringComparer.Ordinal);
        var found = new List<GoProgram>();
        foreach (var package in packages)
        {
            List<(string File, string Text)> sources = [.. package.Select(file => (file, SourceCode.Read(project, file) ?? "")).Where(source => PackageMain().IsMatch(source.Item2))];
            var (file, text) = sources.FirstOrDefault(source => FuncMain().IsMatch(source.Text));
            if (file is null) continue;
            var line = SourceCode.LineAt(text, FuncMain().Match(text).Index);
            found.Add(new GoProgram(package.Key.Length == 0 ? "." : $"./{package.Key}", new Evidence(file, line, "func main()", "the program"), string.Concat(sources.Select(source => source.Text))));
        }

        List<GoProgram> own = [.. found.Where(program => !program.Package.Split('/').Any(part => Aside.Contains(part, StringComparer.Ordinal)))];
        return own.Count > 0 ? own : found;
    }

    /// <summary>The program that a handler names; null when it names none.</summary>
    public static GoProgram? Named(IReadOnlyList<GoProgram> programs, string handler)
    {
        var name = handler.StartsWith("./", StringComparison.Ordinal) ? handler[2..] : handler;
        name = name.TrimEnd('/');
        return programs.FirstOrDefault(program => program.Package == handler || program.Package == $"./{name}")
            ?? programs.FirstOrDefault(program => program.Package.Split('/')[^1] == name.Split('/')[^1])
            // "bootstrap" and "main" are what other tools call the one function.
            ?? (name is "bootstrap" or "main" ? Only(programs.Where(program => program.IsFunction)) ?? Only(programs) : null);
    }

    private static GoProgram? Only(IEnumerable<GoProgram> programs) => programs.Take(2).ToList() is [var single] ? single : null;

    /// <summary>A module that the project requires, in any of its go.mod files.</summary>
    public static Dependency? Find(ProjectDirectory project, string module) =>
        project.Files($"**/{GoMod.File}").Select(file => GoMod.Read(project, file)?.Find(module)).FirstOrDefault(found => found is not null);

    public static Dependency? LambdaSdk(ProjectDirectory project) => Find(project, Sdk);

    /// <summary>Why a C compiler is needed; null when none is.</summary>
    public static Evidence? NeedsC(ProjectDirectory project)
    {
        if (NativeModules.Select(name => Find(project, name)).FirstOrDefault(found => found is not null) is { } module) return module.Says("compiled with cgo");
        foreach (var file in project.Files("**/*.go"))
        {
            if (project.ReadSource(file) is { } text && ImportC().Match(text) is { Success: true } import)
                return new Evidence(file, SourceCode.LineAt(text, import.Index), "import \"C\"", "compiled with cgo");
        }

        return null;
    }

    /// <summary>The port that sources insist on; null when they read PORT or name none.</summary>
    public static (string Port, Evidence Evidence)? FindPort(ProjectDirectory project)
    {
        List<(string File, string Text)> sources = [.. project.Files("**/*.go").Select(file => (file, SourceCode.Read(project, file) ?? ""))];
        if (sources.Any(source => PortVariable().IsMatch(source.Text))) return null;
        foreach (var (file, text) in sources)
        {
            if (FixedPort().Match(text) is not { Success: true } listen) continue;
            var port = listen.Groups["port"].Value;
            return (port, new Evidence(file, SourceCode.LineAt(text, listen.Index), listen.Value.Trim(), $"listens on {port}"));
        }

        return null;
    }

    /// <summary>The one program of a kind, or what to say instead.</summary>
    public static (GoProgram? Program, LambdaImageException? Incomplete) Choose(ProjectDirectory project, IReadOnlyList<GoProgram> candidates, string what) => candidates switch
    {
        [var single] => (single, null),
        [] => (null, CompiledErrors.NoProgram(project.Path, "has no package main with a func main", "Write one, or go to the folder of the module that has it.")),
        _ => (null, CompiledErrors.SeveralPrograms(project.Path, what, [.. candidates.Select(program => program.Package)])),
    };

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline;

    [GeneratedRegex(@"^package main\b", Options, 1000)]
    private static partial Regex PackageMain();

    [GeneratedRegex(@"^func main\(\)", Options, 1000)]
    private static partial Regex FuncMain();

    [GeneratedRegex(@"\blambda\.Start(Handler|WithOptions|HandlerWithContext|HandlerFunc|WithContext)?\s*(\[[^\]]*\])?\(", Options, 1000)]
    private static partial Regex LambdaStart();

    [GeneratedRegex(@"\bhttp\.(ListenAndServe|Serve)(TLS)?\(|\bhttp\.Server\{", Options, 1000)]
    private static partial Regex Listens();

    [GeneratedRegex(@"^import\s+""C""|^\s+""C""\s*$", Options, 1000)]
    private static partial Regex ImportC();

    [GeneratedRegex(@"\b(Getenv|LookupEnv)\(\s*""PORT""\s*\)|`?env:""PORT\b", Options, 1000)]
    private static partial Regex PortVariable();

    [GeneratedRegex(@"\b(ListenAndServe|Run|Start|Listen)\(\s*""[^"":]*:(?<port>\d{2,5})""|\bAddr:\s*""[^"":]*:(?<port>\d{2,5})""", Options, 1000)]
    private static partial Regex FixedPort();
}
