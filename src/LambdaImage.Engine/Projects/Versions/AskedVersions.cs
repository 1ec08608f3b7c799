using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Finds the runtime version that a project asks for. For every language the order is the same: the file made
/// for that purpose alone, then the files of tool managers, then the manifest. What comes first decides; what comes
/// later may narrow its range, and is named in a warning where it disagrees.</summary>
internal static class AskedVersions
{
    public static AskedVersion? Bun(ProjectDirectory project) => VersionFiles.First(BunVersions.Of(project));

    public static AskedVersion? Deno(ProjectDirectory project) => VersionFiles.First(DenoVersions.Of(project));

    public static AskedVersion? Dotnet(CsProj project) => VersionFiles.First(DotnetVersions.Of(project));

    /// <summary>The SDK that builds a .NET project, which may be newer than what it targets.</summary>
    public static AskedVersion? DotnetSdk(ProjectDirectory project) => VersionFiles.First(DotnetVersions.Sdk(project));

    public static AskedVersion? Elixir(ProjectDirectory project) => VersionFiles.First(ElixirVersions.Of(project));

    public static AskedVersion? Erlang(ProjectDirectory project) => VersionFiles.First(ElixirVersions.Erlang(project));

    public static AskedVersion? Go(ProjectDirectory project) => VersionFiles.First(GoVersions.Of(project));

    public static AskedVersion? Java(ProjectDirectory project) => VersionFiles.First(JavaVersions.Of(project));

    public static AskedVersion? Node(ProjectDirectory project) => VersionFiles.First(NodeVersions.Of(project));

    /// <summary>The version of <c>npm</c>, <c>pnpm</c> or <c>yarn</c>.</summary>
    public static AskedVersion? NodePackager(ProjectDirectory project, string name) => VersionFiles.First(NodeVersions.OfPackager(project, name));

    public static AskedVersion? Php(ProjectDirectory project) => VersionFiles.First(PhpVersions.Of(project));

    public static AskedVersion? PowerShell(ProjectDirectory project) => VersionFiles.First(PowerShellVersions.Of(project));

    public static AskedVersion? Python(ProjectDirectory project) => VersionFiles.First(PythonVersions.Of(project));

    public static AskedVersion? Ruby(ProjectDirectory project) => VersionFiles.First(RubyVersions.Of(project));

    public static AskedVersion? Rust(ProjectDirectory project) => VersionFiles.First(RustVersions.Of(project));

    /// <summary>What a project asks of a runtime by the runtime's name.</summary>
    public static AskedVersion? For(string runtime, ProjectDirectory project) => runtime switch
    {
        "bun" => Bun(project),
        "deno" => Deno(project),
        "elixir" => Elixir(project),
        "go" => Go(project),
        "java" => Java(project),
        "nodejs" => Node(project),
        "php" => Php(project),
        "powershell" => PowerShell(project),
        "python" => Python(project),
        "ruby" => Ruby(project),
        "rust" => Rust(project),
        _ => null,
    };

    /// <summary>Places that ask for another version than was chosen.</summary>
    public static IEnumerable<string> Disagreements(LambdaRuntime chosen, AskedVersion? asked)
    {
        if (asked is null || LambdaBaseImages.Family(chosen.Name) is null) yield break;
        foreach (var other in asked.Others.Where(other => !other.Allows(chosen.Version)))
            yield return $"{asked}, but {other}; the first counts, so {chosen} is used.";
    }
}
