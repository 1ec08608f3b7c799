using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of go.mod and of go.work, which has the same grammar.
/// <see href="https://go.dev/ref/mod#go-mod-file"/></summary>
internal sealed class GoMod
{
    public const string File = "go.mod";
    public const string WorkspaceFile = "go.work";

    private readonly Dictionary<string, Dependency> _replaced = new(StringComparer.Ordinal);

    private GoMod(ProjectDirectory project, string file)
    {
        var direct = new List<Dependency>();
        var indirect = new List<Dependency>();
        var uses = new List<string>();
        foreach (var (number, words, isIndirect) in Directives(project, file))
        {
            switch (words)
            {
                case ["module", var module, ..]: Module ??= module.Trim('"', '`'); break;
                case ["go", var version, ..]: Go ??= new AskedVersion(version, file, number); break;
                case ["toolchain", var version, ..]: Toolchain ??= new AskedVersion(version, file, number); break;
                case ["use", var folder, ..]: uses.Add(folder.Trim('"', '`')); break;
                case ["replace", var name, .. var rest] when Array.IndexOf(rest, "=>") is >= 0 and var arrow && arrow + 1 < rest.Length:
                    _replaced[name.Trim('"', '`')] = new Dependency(rest[arrow + 1].Trim('"', '`'), arrow + 2 < rest.Length ? rest[arrow + 2] : "", file, number);
                    break;
                case ["require", var name, var version, ..]: (isIndirect ? indirect : direct).Add(new Dependency(name.Trim('"', '`'), version, file, number)); break;
            }
        }

        (Requires, Indirect, Uses) = (direct, indirect, uses);
    }

    /// <summary>For example <c>github.com/acme/shop</c>.</summary>
    public string? Module { get; }

    /// <summary>The oldest Go that compiles the module.</summary>
    public AskedVersion? Go { get; }

    /// <summary>The Go that should compile it, for example <c>go1.25.3</c>.</summary>
    public AskedVersion? Toolchain { get; }

    /// <summary>Modules that the code names itself.</summary>
    public IReadOnlyList<Dependency> Requires { get; }

    /// <summary>Modules that only other modules need.</summary>
    public IReadOnlyList<Dependency> Indirect { get; }

    /// <summary>Folders of a workspace's modules, as written.</summary>
    public IReadOnlyList<string> Uses { get; }

    public static GoMod? Read(ProjectDirectory project, string file = File) =>
        project.Remember($"{nameof(GoMod)} {file}", () => project.Exists(file) ? new GoMod(project, file) : null);

    /// <summary>A module of that name in any major version: <c>github.com/labstack/echo</c> finds <c>…/echo/v4</c>.</summary>
    public Dependency? Find(string module) => Requires.FirstOrDefault(dependency => dependency.Name == module
        || (dependency.Name.StartsWith(module + "/v", StringComparison.Ordinal) && dependency.Name.AsSpan(module.Length + 2).IndexOfAnyExceptInRange('0', '9') < 0));

    /// <summary>What is compiled in for a module: itself, or what replaces it; null: a folder of the project does.</summary>
    public Dependency? Chosen(Dependency module) => !_replaced.TryGetValue(module.Name, out var other) ? module : other.Constraint.Length > 0 ? other : null;

    /// <summary>Directives with one entry each: blocks in parentheses are taken apart.</summary>
    private static IEnumerable<(int Number, string[] Words, bool IsIndirect)> Directives(ProjectDirectory project, string file)
    {
        string? block = null;
        foreach (var (number, text) in project.Lines(file))
        {
            var comment = text.IndexOf("//", StringComparison.Ordinal);
            var words = (comment < 0 ? text : text[..comment]).Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            var isIndirect = comment >= 0 && text.AsSpan(comment).Contains("indirect", StringComparison.Ordinal);
            if (block is not null && words[0] == ")") block = null;
            else if (block is not null) yield return (number, [block, .. words], isIndirect);
            else if (words.Length > 1 && words[1] == "(") block = words[0];
            else yield return (number, words, isIndirect);
        }
    }
}
